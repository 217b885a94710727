/* Text inside HTML: nothing that comes from outside is ever taken for markup. */
#ifndef CET_REPORT_HTML_H
#define CET_REPORT_HTML_H

#include <stddef.h>

#include "cet/core/strbuf.h"

/* For element content and for attributes in double quotes. Bytes that are no UTF-8, and control characters other than
 * tab and line end, become U+FFFD. */
void html_add(struct strbuf *out, const char *text);
void html_add_bytes(struct strbuf *out, const char *text, size_t length);
/* Formats, then escapes. */
void html_printf(struct strbuf *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
