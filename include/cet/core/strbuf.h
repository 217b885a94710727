/* Text and bytes that grow. A zeroed struct is the empty text; always terminated, may hold NUL bytes.
 *
 *     SCOPED(strbuf_release) struct strbuf line = {0};
 *     strbuf_printf(&line, "%s:%u", path, number);
 *     puts(strbuf_text(&line));
 */
#ifndef CET_CORE_STRBUF_H
#define CET_CORE_STRBUF_H

#include <stdarg.h>
#include <stddef.h>

struct strbuf {
    char *bytes; /* NULL while empty and never written */
    size_t length;
    size_t capacity;
};

void strbuf_release(struct strbuf *buf);
void strbuf_clear(struct strbuf *buf); /* length 0, storage kept */
/* Never NULL. Valid until the next change. */
const char *strbuf_text(const struct strbuf *buf);
/* The text as malloc'ed storage of the caller's; buf is empty afterwards. */
char *strbuf_take(struct strbuf *buf);
void strbuf_reserve(struct strbuf *buf, size_t more);
void strbuf_add(struct strbuf *buf, const void *bytes, size_t length);
void strbuf_add_text(struct strbuf *buf, const char *text);
void strbuf_add_char(struct strbuf *buf, char c);
void strbuf_printf(struct strbuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void strbuf_vprintf(struct strbuf *buf, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
/* Appends bytes as a C string literal with its quotes; what is not printable becomes an escape that no following digit
 * can lengthen. */
void strbuf_add_c_literal(struct strbuf *buf, const void *bytes, size_t length);

#endif
