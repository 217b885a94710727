#include "fact_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void fact_reader_release(struct fact_reader *r)
{
    strbuf_release(&r->scratch);
}

void fact_reader_line(struct fact_reader *r, const char *text, const char *end, unsigned line)
{
    r->at = text;
    r->end = end;
    r->line = line;
    r->is_first = true;
}

void fact_fail(struct fact_reader *r, const char *format, ...)
{
    char what[512];
    va_list args;
    if (r->status != STATUS_OK)
        return;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    for (char *c = what; *c; c++)
        *c = (unsigned char)*c < ' ' ? '?' : *c;
    r->status =
        error_set(r->err, STATUS_INVALID, "'%s':%u: damaged facts: %s; build this file again", r->path, r->line, what);
    r->at = r->end;
}

static void skip_blanks(struct fact_reader *r)
{
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\r'))
        r->at++;
}

/* The next character that is not blank, NUL at the end. */
static char peek(struct fact_reader *r)
{
    if (r->at < r->end && (unsigned char)*r->at > ' ')
        return *r->at;
    skip_blanks(r);
    return r->at < r->end ? *r->at : '\0';
}

static void expect(struct fact_reader *r, char c)
{
    if (peek(r) == c)
        r->at++;
    else
        fact_fail(r, "'%c' is missing", c);
}

void fact_open(struct fact_reader *r, char bracket)
{
    expect(r, bracket);
    r->is_first = true;
}

/* Steps over the comma; false at the closing bracket. */
static bool next_member(struct fact_reader *r, char closing)
{
    if (r->status != STATUS_OK)
        return false;
    bool is_first = r->is_first;
    r->is_first = false;
    if (peek(r) == closing) {
        r->at++;
        return false;
    }
    if (!is_first)
        expect(r, ',');
    return r->status == STATUS_OK;
}

bool fact_next_item(struct fact_reader *r)
{
    return next_member(r, ']');
}

bool fact_next_key(struct fact_reader *r)
{
    if (!next_member(r, '}'))
        return false;
    expect(r, '"');
    const char *quote = r->at < r->end ? memchr(r->at, '"', (size_t)(r->end - r->at)) : NULL;
    if (!quote) {
        fact_fail(r, "a key does not end");
        return false;
    }
    r->key = r->at;
    r->key_length = (size_t)(quote - r->at);
    r->at = quote + 1;
    expect(r, ':');
    return r->status == STATUS_OK;
}

bool fact_is_key(const struct fact_reader *r, const char *key)
{
    return strlen(key) == r->key_length && !memcmp(key, r->key, r->key_length);
}

/* Behind the string that starts at `at`; NULL when it does not end. */
static const char *string_end(const char *at, const char *end)
{
    for (at++; at < end; at++) {
        if (*at == '"')
            return at + 1;
        if (*at == '\\')
            at++;
    }
    return NULL;
}

size_t fact_count_items(struct fact_reader *r)
{
    size_t depth = 0;
    size_t commas = 0;
    bool is_empty = true;
    if (peek(r) != '[')
        return 0;
    for (const char *at = r->at; at < r->end; at++) {
        char c = *at;
        if (c == '"') {
            is_empty = false;
            at = string_end(at, r->end);
            if (!at)
                return 0;
            at--;
        } else if (c == '[' || c == '{') {
            is_empty = is_empty && depth == 0;
            depth++;
        } else if (c == ']' || c == '}') {
            if (--depth == 0)
                return is_empty ? 0 : commas + 1;
        } else if (c == ',') {
            commas += depth == 1;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            is_empty = false;
        }
    }
    return 0;
}

void fact_skip(struct fact_reader *r)
{
    unsigned depth = 0;
    do {
        char c = peek(r);
        if (c == '"') {
            const char *end = string_end(r->at, r->end);
            if (!end)
                fact_fail(r, "a text does not end");
            else
                r->at = end;
        } else if (c == '[' || c == '{') {
            if (++depth > FACT_MAX_DEPTH)
                fact_fail(r, "nested deeper than %d", FACT_MAX_DEPTH);
            r->at += r->status == STATUS_OK;
        } else if (c == ']' || c == '}') {
            if (depth-- == 0)
                fact_fail(r, "a value is missing");
            r->at += r->status == STATUS_OK;
        } else if (c == '\0') {
            fact_fail(r, "the line ends too early");
        } else {
            r->at++;
            while (!depth && r->at < r->end && !strchr(",]}", *r->at))
                r->at++;
        }
    } while (depth && r->status == STATUS_OK);
}

void fact_end_line(struct fact_reader *r)
{
    skip_blanks(r);
    if (r->at < r->end)
        fact_fail(r, "something follows the record");
}

bool fact_read_bool(struct fact_reader *r)
{
    static const char *const words[] = {"false", "true"};
    peek(r);
    for (int value = 0; value < 2; value++) {
        size_t length = strlen(words[value]);
        if ((size_t)(r->end - r->at) >= length && !memcmp(r->at, words[value], length)) {
            r->at += length;
            return value;
        }
    }
    fact_fail(r, "true or false is missing");
    return false;
}

/* The digits at r->at; a fault when there are none or the value is over 64 bits. */
static uint64_t read_digits(struct fact_reader *r)
{
    uint64_t value = 0;
    const char *start = r->at;
    for (; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++) {
        unsigned digit = (unsigned)(*r->at - '0');
        if (value > (UINT64_MAX - digit) / 10) {
            fact_fail(r, "a number is too large");
            return 0;
        }
        value = value * 10 + digit;
    }
    if (r->at == start)
        fact_fail(r, "a number is missing");
    return value;
}

int64_t fact_read_int(struct fact_reader *r, int64_t least, int64_t most)
{
    bool is_negative = peek(r) == '-';
    r->at += is_negative;
    uint64_t size = read_digits(r);
    if (r->status != STATUS_OK)
        return 0;
    if (size > (uint64_t)INT64_MAX + is_negative) {
        fact_fail(r, "a number is too large");
        return 0;
    }
    int64_t value = is_negative ? (int64_t)-size : (int64_t)size;
    if (value < least || value > most) {
        fact_fail(r, "%lld is out of bounds (%lld to %lld)", (long long)value, (long long)least, (long long)most);
        return 0;
    }
    return value;
}

uint64_t fact_read_uint(struct fact_reader *r, uint64_t most)
{
    peek(r);
    uint64_t value = read_digits(r);
    if (value <= most)
        return value;
    fact_fail(r, "%llu is out of bounds (at most %llu)", (unsigned long long)value, (unsigned long long)most);
    return 0;
}

uint32_t fact_read_u32(struct fact_reader *r)
{
    return (uint32_t)fact_read_uint(r, UINT32_MAX);
}

uint32_t fact_read_id(struct fact_reader *r, uint32_t count)
{
    int64_t id = fact_read_int(r, -1, (int64_t)count - 1);
    return id < 0 || r->status != STATUS_OK ? NO_ID : (uint32_t)id;
}

int64_t fact_next_int(struct fact_reader *r, int64_t least, int64_t most)
{
    if (!fact_next_item(r)) {
        fact_fail(r, "a list is too short");
        return 0;
    }
    return fact_read_int(r, least, most);
}

void fact_close_array(struct fact_reader *r)
{
    if (fact_next_item(r))
        fact_fail(r, "a list is too long");
}

static uint32_t next_id(struct fact_reader *r, uint32_t count)
{
    int64_t id = fact_next_int(r, -1, (int64_t)count - 1);
    return id < 0 || r->status != STATUS_OK ? NO_ID : (uint32_t)id;
}

struct source_place fact_read_place(struct fact_reader *r)
{
    struct source_place place;
    fact_open(r, '[');
    place.file = next_id(r, r->file_count);
    place.line = (uint32_t)fact_next_int(r, 0, UINT32_MAX);
    place.column = (uint32_t)fact_next_int(r, 0, UINT32_MAX);
    fact_close_array(r);
    return place;
}

struct source_range fact_read_range(struct fact_reader *r)
{
    struct source_range range;
    fact_open(r, '[');
    range.file = next_id(r, r->file_count);
    range.line = (uint32_t)fact_next_int(r, 0, UINT32_MAX);
    range.column = (uint32_t)fact_next_int(r, 0, UINT32_MAX);
    range.end_line = (uint32_t)fact_next_int(r, 0, UINT32_MAX);
    range.end_column = (uint32_t)fact_next_int(r, 0, UINT32_MAX);
    fact_close_array(r);
    return range;
}
