#include "fact_text.h"

#include <string.h>

#include "cet/core/utf8.h"

void fact_record_begin(struct strbuf *out, const char *record)
{
    strbuf_add_text(out, "{\"record\":\"");
    strbuf_add_text(out, record);
    strbuf_add_char(out, '"');
}

void fact_record_end(struct strbuf *out)
{
    strbuf_add(out, "}\n", 2);
}

void fact_key(struct strbuf *out, const char *key)
{
    const size_t length = strlen(key);
    strbuf_reserve(out, length + 4);
    char *at = out->bytes + out->length;
    *at++ = ',';
    *at++ = '"';
    memcpy(at, key, length);
    memcpy(at + length, "\":", 3);
    out->length += length + 4;
}

char *fact_put_uint(char *at, uint64_t value)
{
    char digits[FACT_NUMBER_MAX];
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    while (count)
        *at++ = digits[--count];
    return at;
}

char *fact_put_int(char *at, int64_t value)
{
    if (value >= 0)
        return fact_put_uint(at, (uint64_t)value);
    *at++ = '-';
    return fact_put_uint(at, -(uint64_t)value);
}

void fact_int(struct strbuf *out, int64_t value)
{
    char text[FACT_NUMBER_MAX];
    strbuf_add(out, text, (size_t)(fact_put_int(text, value) - text));
}

void fact_id(struct strbuf *out, uint32_t id)
{
    fact_int(out, id == NO_ID ? -1 : (int64_t)id);
}

static void add_escape(struct strbuf *out, unsigned code)
{
    static const char digits[] = "0123456789abcdef";
    char text[6] = {
        '\\', 'u', digits[code >> 12 & 15], digits[code >> 8 & 15], digits[code >> 4 & 15], digits[code & 15]};
    strbuf_add(out, text, sizeof text);
}

static void add_special(struct strbuf *out, unsigned char byte)
{
    static const char letters[][2] = {{'\n', 'n'}, {'\t', 't'}, {'\r', 'r'}, {'"', '"'}, {'\\', '\\'}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (byte == letters[i][0]) {
            strbuf_add(out, (char[2]){'\\', letters[i][1]}, 2);
            return;
        }
    add_escape(out, byte < 0x80 ? byte : 0xdc00u + byte);
}

static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
}

void fact_string(struct strbuf *out, const char *bytes, size_t length)
{
    const unsigned char *text = (const unsigned char *)bytes;
    size_t plain = 0; /* start of what is copied as it is */
    strbuf_add_char(out, '"');
    for (size_t i = 0; i < length;) {
        if (is_plain(text[i])) {
            i++;
            continue;
        }
        size_t step = utf8_length(bytes + i, length - i);
        if (step > 1) {
            i += step;
            continue;
        }
        if (i > plain)
            strbuf_add(out, text + plain, i - plain);
        add_special(out, text[i]);
        plain = ++i;
    }
    if (length > plain)
        strbuf_add(out, text + plain, length - plain);
    strbuf_add_char(out, '"');
}

void fact_text_field(struct strbuf *out, const char *key, const char *text)
{
    if (!text || !*text)
        return;
    fact_key(out, key);
    fact_string(out, text, strlen(text));
}

void fact_true_field(struct strbuf *out, const char *key, bool value)
{
    if (!value)
        return;
    fact_key(out, key);
    strbuf_add(out, "true", 4);
}

void fact_int_field(struct strbuf *out, const char *key, int64_t value, int64_t otherwise)
{
    if (value == otherwise)
        return;
    fact_key(out, key);
    fact_int(out, value);
}

void fact_uint_field(struct strbuf *out, const char *key, uint64_t value, uint64_t otherwise)
{
    char text[FACT_NUMBER_MAX];
    if (value == otherwise)
        return;
    fact_key(out, key);
    strbuf_add(out, text, (size_t)(fact_put_uint(text, value) - text));
}

void fact_id_field(struct strbuf *out, const char *key, uint32_t id)
{
    if (id == NO_ID)
        return;
    fact_key(out, key);
    fact_id(out, id);
}

static void add_ints(struct strbuf *out, const int64_t *values, size_t count)
{
    strbuf_reserve(out, count * (FACT_NUMBER_MAX + 1) + 1);
    char *at = out->bytes + out->length;
    for (size_t i = 0; i < count; i++) {
        *at++ = i ? ',' : '[';
        at = fact_put_int(at, values[i]);
    }
    *at++ = ']';
    *at = '\0';
    out->length = (size_t)(at - out->bytes);
}

static int64_t id_number(uint32_t id)
{
    return id == NO_ID ? -1 : (int64_t)id;
}

void fact_place_field(struct strbuf *out, const char *key, struct source_place place)
{
    if (!place.line)
        return;
    fact_key(out, key);
    add_ints(out, (int64_t[]){id_number(place.file), place.line, place.column}, 3);
}

void fact_range_field(struct strbuf *out, const char *key, struct source_range range)
{
    if (!range.line)
        return;
    fact_key(out, key);
    add_ints(out, (int64_t[]){id_number(range.file), range.line, range.column, range.end_line, range.end_column}, 5);
}
