#include "cet/core/json_scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

#define QUOTED_BYTES 24
#define MAX_NUMBER_BYTES 63

struct json_scan json_scan_of(const char *name, const char *text, size_t length)
{
    return (struct json_scan){.name = name, .text = text, .at = text, .end = text + length};
}

bool json_scan_failed(const struct json_scan *scan)
{
    return scan->fault != NULL;
}

static void fail_at(struct json_scan *scan, const char *place, const char *what)
{
    if (scan->fault)
        return;
    scan->fault = place;
    scan->what = what;
    scan->at = scan->end;
}

void json_scan_fail(struct json_scan *scan, const char *what)
{
    fail_at(scan, scan->at, what);
}

static void skip_blanks(struct json_scan *scan)
{
    const char *at = scan->at;
    while (at < scan->end && (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r'))
        at++;
    scan->at = at;
}

char json_scan_peek(struct json_scan *scan)
{
    skip_blanks(scan);
    if (scan->at == scan->end)
        return 0;
    const char c = *scan->at;
    return c == '-' || (c >= '0' && c <= '9') ? '0' : c;
}

static void enter(struct json_scan *scan, char opening, char closing, const char *what)
{
    if (json_scan_peek(scan) != opening) {
        json_scan_fail(scan, what);
        return;
    }
    if (scan->depth == JSON_MAX_DEPTH) {
        json_scan_fail(scan, "nested too deep");
        return;
    }
    scan->closes[scan->depth] = closing;
    scan->has_items[scan->depth] = false;
    scan->depth++;
    scan->at++;
}

void json_scan_object(struct json_scan *scan)
{
    enter(scan, '{', '}', "an object is missing");
}

void json_scan_array(struct json_scan *scan)
{
    enter(scan, '[', ']', "an array is missing");
}

/* To the next item of the innermost object or array, over its comma; false: it is left. */
static bool step(struct json_scan *scan)
{
    const char next = json_scan_peek(scan);
    if (scan->fault || scan->depth == 0)
        return false;
    if (next == scan->closes[scan->depth - 1]) {
        scan->at++;
        scan->depth--;
        return false;
    }
    if (scan->has_items[scan->depth - 1]) {
        if (next != ',') {
            json_scan_fail(scan, next ? "a comma or bracket is missing" : "the file ends too early");
            return false;
        }
        scan->at++;
    }
    scan->has_items[scan->depth - 1] = true;
    return true;
}

/* Behind the closing quote of the text whose opening quote is at place; NULL: none. */
static const char *end_of_text(const struct json_scan *scan, const char *place)
{
    for (const char *at = place + 1; at < scan->end; at++) {
        at = memchr(at, '"', (size_t)(scan->end - at));
        if (!at)
            return NULL;
        const char *back = at;
        while (back > place + 1 && back[-1] == '\\')
            back--;
        if ((at - back) % 2 == 0)
            return at + 1;
    }
    return NULL;
}

bool json_scan_key(struct json_scan *scan)
{
    if (!step(scan))
        return false;
    const char *end = json_scan_peek(scan) == '"' ? end_of_text(scan, scan->at) : NULL;
    if (!end) {
        json_scan_fail(scan, "a key is missing");
        return false;
    }
    scan->key = scan->at + 1;
    scan->key_length = (size_t)(end - scan->at) - 2;
    scan->at = end;
    if (json_scan_peek(scan) != ':') {
        json_scan_fail(scan, "a colon is missing");
        return false;
    }
    scan->at++;
    return true;
}

bool json_scan_item(struct json_scan *scan)
{
    return step(scan);
}

bool json_scan_key_is(const struct json_scan *scan, const char *key)
{
    const size_t length = strlen(key);
    return scan->key_length == length && !memcmp(scan->key, key, length);
}

static bool is_number_byte(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-';
}

/* Numbers with a sign, a fraction or an exponent. */
static uint64_t read_long_number(struct json_scan *scan)
{
    char copy[MAX_NUMBER_BYTES + 1];
    size_t length = 0;
    const char *start = scan->at;
    while (start + length < scan->end && length < MAX_NUMBER_BYTES && is_number_byte(start[length])) {
        copy[length] = start[length];
        length++;
    }
    copy[length] = '\0';
    char *stop;
    const double value = strtod(copy, &stop);
    const bool is_whole = length > 0 && stop == copy + length &&
                          (start + length == scan->end || !is_number_byte(start[length])) && !isnan(value);
    if (!is_whole) {
        json_scan_fail(scan, "not a number");
        return 0;
    }
    scan->at += length;
    return value >= 0x1p64 ? UINT64_MAX : value > 0 ? (uint64_t)value : 0;
}

uint64_t json_scan_count(struct json_scan *scan)
{
    if (json_scan_peek(scan) != '0') {
        json_scan_fail(scan, "a number is missing");
        return 0;
    }
    const char *at = scan->at;
    uint64_t value = 0;
    bool is_too_large = false;
    for (; at < scan->end && *at >= '0' && *at <= '9'; at++)
        if (__builtin_mul_overflow(value, 10u, &value) || __builtin_add_overflow(value, (uint64_t)(*at - '0'), &value))
            is_too_large = true;
    if (at == scan->at || (at < scan->end && is_number_byte(*at)))
        return read_long_number(scan);
    value = is_too_large ? UINT64_MAX : value;
    scan->at = at;
    return value;
}

static bool take_word(struct json_scan *scan, const char *word)
{
    const size_t length = strlen(word);
    if ((size_t)(scan->end - scan->at) < length || memcmp(scan->at, word, length) != 0)
        return false;
    scan->at += length;
    return true;
}

bool json_scan_bool(struct json_scan *scan)
{
    json_scan_peek(scan);
    if (take_word(scan, "true"))
        return true;
    if (!take_word(scan, "false"))
        json_scan_fail(scan, "true or false is missing");
    return false;
}

static void add_utf8(struct strbuf *text, uint32_t c)
{
    if (c < 0x80) {
        strbuf_add_char(text, (char)c);
    } else if (c < 0x800) {
        strbuf_add_char(text, (char)(0xc0 | c >> 6));
        strbuf_add_char(text, (char)(0x80 | (c & 0x3f)));
    } else if (c < 0x10000) {
        strbuf_add_char(text, (char)(0xe0 | c >> 12));
        strbuf_add_char(text, (char)(0x80 | (c >> 6 & 0x3f)));
        strbuf_add_char(text, (char)(0x80 | (c & 0x3f)));
    } else {
        strbuf_add_char(text, (char)(0xf0 | c >> 18));
        strbuf_add_char(text, (char)(0x80 | (c >> 12 & 0x3f)));
        strbuf_add_char(text, (char)(0x80 | (c >> 6 & 0x3f)));
        strbuf_add_char(text, (char)(0x80 | (c & 0x3f)));
    }
}

/* Four hexadecimal digits at place, or UINT32_MAX. */
static uint32_t read_hex(const char *place, const char *end)
{
    uint32_t value = 0;
    if (end - place < 4)
        return UINT32_MAX;
    for (int i = 0; i < 4; i++) {
        const char c = place[i];
        if (c >= '0' && c <= '9')
            value = value << 4 | (uint32_t)(c - '0');
        else if ((c | 32) >= 'a' && (c | 32) <= 'f')
            value = value << 4 | (uint32_t)((c | 32) - 'a' + 10);
        else
            return UINT32_MAX;
    }
    return value;
}

/* What stands behind "\u" at place; steps over it. Half a pair becomes U+FFFD. */
static const char *add_escaped(struct json_scan *scan, const char *place, const char *end, struct strbuf *text)
{
    uint32_t c = read_hex(place, end);
    if (c == UINT32_MAX || c == 0) {
        fail_at(scan, place, c ? "not an escape" : "a NUL in a text");
        return end;
    }
    place += 4;
    if (c >= 0xd800 && c < 0xdc00 && end - place >= 6 && place[0] == '\\' && place[1] == 'u') {
        const uint32_t low = read_hex(place + 2, end);
        if (low >= 0xdc00 && low < 0xe000) {
            add_utf8(text, 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00));
            return place + 6;
        }
    }
    add_utf8(text, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
    return place;
}

static const char *add_escape(struct json_scan *scan, const char *place, const char *end, struct strbuf *text)
{
    static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    const char *name = place < end ? strchr(names, *place) : NULL;
    if (place < end && *place == 'u')
        return add_escaped(scan, place + 1, end, text);
    if (!name || !*name) {
        fail_at(scan, place, "not an escape");
        return end;
    }
    strbuf_add_char(text, meanings[name - names]);
    return place + 1;
}

void json_scan_text(struct json_scan *scan, struct strbuf *text)
{
    strbuf_clear(text);
    const char next = json_scan_peek(scan);
    if (next == 'n' && take_word(scan, "null"))
        return;
    const char *end = next == '"' ? end_of_text(scan, scan->at) : NULL;
    if (!end) {
        json_scan_fail(scan, "a text is missing");
        return;
    }
    const char *at = scan->at + 1, *last = end - 1;
    scan->at = end;
    if (memchr(at, 0, (size_t)(last - at))) {
        fail_at(scan, at, "a NUL in a text");
        return;
    }
    while (at < last) {
        const char *escape = memchr(at, '\\', (size_t)(last - at));
        strbuf_add(text, at, (size_t)((escape ? escape : last) - at));
        at = escape ? add_escape(scan, escape + 1, last, text) : last;
    }
}

static void skip_plain(struct json_scan *scan, char next)
{
    const char *end = NULL;
    if (next == '"')
        end = end_of_text(scan, scan->at);
    if (end)
        scan->at = end;
    else if (next == '0')
        json_scan_count(scan);
    else if (!(next == 'n' && take_word(scan, "null")) && !(next == 't' && take_word(scan, "true")) &&
             !(next == 'f' && take_word(scan, "false")))
        json_scan_fail(scan, next ? "not a value" : "the file ends too early");
}

const char *json_scan_raw(struct json_scan *scan, size_t *ret_length)
{
    const char *end = json_scan_peek(scan) == '"' ? end_of_text(scan, scan->at) : NULL;
    *ret_length = 0;
    if (!end) {
        json_scan_fail(scan, "a text is missing");
        return "";
    }
    const char *start = scan->at + 1;
    *ret_length = (size_t)(end - start) - 1;
    scan->at = end;
    return start;
}

/* A plain value whole, of an object or array its bracket. */
static void skip_start(struct json_scan *scan)
{
    const char next = json_scan_peek(scan);
    if (next == '{')
        json_scan_object(scan);
    else if (next == '[')
        json_scan_array(scan);
    else
        skip_plain(scan, next);
}

void json_scan_skip(struct json_scan *scan)
{
    const unsigned depth = scan->depth;
    skip_start(scan);
    while (!scan->fault && scan->depth > depth)
        if (scan->closes[scan->depth - 1] == '}' ? json_scan_key(scan) : json_scan_item(scan))
            skip_start(scan);
}

bool json_scan_more(struct json_scan *scan)
{
    return json_scan_peek(scan) != 0;
}

enum status json_scan_end(struct json_scan *scan, struct error *err)
{
    if (!scan->fault && (json_scan_peek(scan) || scan->depth))
        json_scan_fail(scan, scan->depth ? "the file ends too early" : "something behind the end");
    if (!scan->fault)
        return STATUS_OK;
    size_t line = 1;
    for (const char *at = scan->text; at < scan->fault; at++)
        line += *at == '\n';
    SCOPED(strbuf_release) struct strbuf near = {0};
    for (const char *at = scan->fault; at < scan->end && at - scan->fault < QUOTED_BYTES; at++)
        strbuf_add_char(&near, *at >= ' ' && *at < 127 ? *at : '.');
    return error_set(err, STATUS_INVALID, "'%s':%zu: %s at '%s'", scan->name, line, scan->what,
                     strbuf_text(&near));
}
