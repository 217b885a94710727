#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/json.h"
#include "cet/core/utf8.h"

static void new_line(struct json_writer *json)
{
    if (json->indent != 0)
        strbuf_printf(json->out, "\n%*s", (int)(json->depth * json->indent), "");
}

static void add_control(struct strbuf *out, unsigned char c)
{
    switch (c) {
    case '"':
    case '\\':
        strbuf_printf(out, "\\%c", c);
        break;
    case '\n':
        strbuf_add_text(out, "\\n");
        break;
    case '\t':
        strbuf_add_text(out, "\\t");
        break;
    case '\r':
        strbuf_add_text(out, "\\r");
        break;
    default:
        strbuf_printf(out, "\\u%04x", c);
    }
}

static void add_quoted(struct strbuf *out, const char *text, size_t length)
{
    strbuf_reserve(out, length + 2);
    strbuf_add_char(out, '"');
    for (size_t i = 0; i < length;) {
        const size_t taken = utf8_length(text + i, length - i);
        if (taken == 0)
            strbuf_add_text(out, UTF8_REPLACEMENT);
        else if ((unsigned char)text[i] < ' ' || text[i] == '"' || text[i] == '\\')
            add_control(out, (unsigned char)text[i]);
        else
            strbuf_add(out, text + i, taken);
        i += taken == 0 ? 1 : taken;
    }
    strbuf_add_char(out, '"');
}

/* What stands before every value: comma, new line, key. */
static void begin_value(struct json_writer *json, const char *key)
{
    if (json->depth > 0) {
        bool *has_items = &json->has_items[json->depth - 1];
        if (*has_items)
            strbuf_add_char(json->out, ',');
        *has_items = true;
        new_line(json);
    }
    if (key) {
        add_quoted(json->out, key, strlen(key));
        strbuf_add_text(json->out, json->indent != 0 ? ": " : ":");
    }
}

static void begin_group(struct json_writer *json, const char *key, char bracket)
{
    assert(json->depth < JSON_MAX_DEPTH);
    begin_value(json, key);
    strbuf_add_char(json->out, bracket);
    json->has_items[json->depth++] = false;
}

static void end_group(struct json_writer *json, char bracket)
{
    assert(json->depth > 0);
    json->depth--;
    if (json->has_items[json->depth])
        new_line(json);
    strbuf_add_char(json->out, bracket);
    if (json->depth == 0 && json->indent != 0)
        strbuf_add_char(json->out, '\n');
}

void json_object_begin(struct json_writer *json, const char *key)
{
    begin_group(json, key, '{');
}

void json_object_end(struct json_writer *json)
{
    end_group(json, '}');
}

void json_array_begin(struct json_writer *json, const char *key)
{
    begin_group(json, key, '[');
}

void json_array_end(struct json_writer *json)
{
    end_group(json, ']');
}

void json_string(struct json_writer *json, const char *key, const char *value)
{
    if (value)
        json_string_bytes(json, key, value, strlen(value));
    else
        json_null(json, key);
}

void json_string_bytes(struct json_writer *json, const char *key, const void *bytes, size_t length)
{
    begin_value(json, key);
    add_quoted(json->out, bytes, length);
}

void json_int(struct json_writer *json, const char *key, int64_t value)
{
    begin_value(json, key);
    strbuf_printf(json->out, "%" PRId64, value);
}

void json_uint(struct json_writer *json, const char *key, uint64_t value)
{
    begin_value(json, key);
    strbuf_printf(json->out, "%" PRIu64, value);
}

void json_number(struct json_writer *json, const char *key, double value)
{
    if (!isfinite(value)) {
        json_null(json, key);
        return;
    }
    char text[32];
    /* Whole numbers apart: the fewest digits of 100 are "1e+02". */
    const bool is_whole = fabs(value) < 1e15 && trunc(value) == value;
    snprintf(text, sizeof text, "%.0f", is_whole ? value : 0);
    for (int digits = 1; !is_whole && digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    begin_value(json, key);
    strbuf_add_text(json->out, text);
}

void json_bool(struct json_writer *json, const char *key, bool value)
{
    begin_value(json, key);
    strbuf_add_text(json->out, value ? "true" : "false");
}

void json_null(struct json_writer *json, const char *key)
{
    begin_value(json, key);
    strbuf_add_text(json->out, "null");
}
