#include "cet/core/strbuf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

#define MIN_CAPACITY 32

void strbuf_release(struct strbuf *buf)
{
    if (!buf)
        return;
    free(buf->bytes);
    *buf = (struct strbuf){0};
}

void strbuf_clear(struct strbuf *buf)
{
    buf->length = 0;
    if (buf->bytes)
        buf->bytes[0] = '\0';
}

const char *strbuf_text(const struct strbuf *buf)
{
    return buf->bytes ? buf->bytes : "";
}

char *strbuf_take(struct strbuf *buf)
{
    char *text = buf->bytes ? buf->bytes : memory_strdup("");
    *buf = (struct strbuf){0};
    return text;
}

void strbuf_reserve(struct strbuf *buf, size_t more)
{
    size_t needed;
    if (__builtin_add_overflow(buf->length, more, &needed) || __builtin_add_overflow(needed, 1, &needed))
        needed = SIZE_MAX; /* fails in the one place for that */
    if (needed <= buf->capacity)
        return;
    size_t capacity = buf->capacity < MIN_CAPACITY ? MIN_CAPACITY : buf->capacity;
    while (capacity < needed)
        capacity = capacity > SIZE_MAX / 2 ? SIZE_MAX : capacity * 2;
    buf->bytes = memory_resize(buf->bytes, capacity, 1);
    buf->capacity = capacity;
    buf->bytes[buf->length] = '\0';
}

void strbuf_add(struct strbuf *buf, const void *bytes, size_t length)
{
    strbuf_reserve(buf, length);
    if (length != 0)
        memcpy(buf->bytes + buf->length, bytes, length);
    buf->length += length;
    buf->bytes[buf->length] = '\0';
}

void strbuf_add_text(struct strbuf *buf, const char *text)
{
    strbuf_add(buf, text, strlen(text));
}

void strbuf_add_char(struct strbuf *buf, char c)
{
    strbuf_add(buf, &c, 1);
}

void strbuf_printf(struct strbuf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    strbuf_vprintf(buf, format, args);
    va_end(args);
}

void strbuf_vprintf(struct strbuf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    strbuf_reserve(buf, MIN_CAPACITY);
    const size_t room = buf->capacity - buf->length;
    const int length = vsnprintf(buf->bytes + buf->length, room, format, args);
    if (length < 0) {
        buf->bytes[buf->length] = '\0';
    } else {
        if ((size_t)length >= room) {
            strbuf_reserve(buf, (size_t)length);
            vsnprintf(buf->bytes + buf->length, (size_t)length + 1, format, again);
        }
        buf->length += (size_t)length;
    }
    va_end(again);
}

/* The letter of a simple escape, or NUL. */
static char escape_letter(unsigned char c)
{
    switch (c) {
    case '\a':
        return 'a';
    case '\b':
        return 'b';
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\v':
        return 'v';
    case '\f':
        return 'f';
    case '\r':
        return 'r';
    case '"':
    case '\\':
        return (char)c;
    default:
        return '\0';
    }
}

void strbuf_add_c_literal(struct strbuf *buf, const void *bytes, size_t length)
{
    const unsigned char *input = bytes;
    strbuf_add_char(buf, '"');
    for (size_t i = 0; i < length; i++) {
        const unsigned char c = input[i];
        const char letter = escape_letter(c);
        if (letter != '\0')
            strbuf_printf(buf, "\\%c", letter);
        else if (c == '?' && i > 0 && input[i - 1] == '?')
            strbuf_add_text(buf, "\\?"); /* no trigraph under -std=c17 */
        else if (c >= ' ' && c < 0x7f)
            strbuf_add_char(buf, (char)c);
        else
            strbuf_printf(buf, "\\%03o", c); /* at most three digits belong to it, whatever follows */
    }
    strbuf_add_char(buf, '"');
}
