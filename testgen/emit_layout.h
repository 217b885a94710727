/* How emitted C is laid out: statements broken at 110 columns, section rules, comments. */
#ifndef CET_TESTGEN_EMIT_LAYOUT_H
#define CET_TESTGEN_EMIT_LAYOUT_H

#include "cet/core/strbuf.h"

#define LAYOUT_COLUMNS 110

/* One line of C, broken after commas, operators and inside string literals where it is too long. */
void layout_statement(struct strbuf *out, unsigned indent, const char *text);
/* A comment in sentences: its first letter is made a capital, a full stop is added, it cannot end early. */
void layout_comment(struct strbuf *out, unsigned indent, const char *text);
/* "---- title -----..." */
void layout_section(struct strbuf *out, const char *title);
/* "{0x01, 0x02, ...}" */
void layout_byte_list(struct strbuf *out, const void *bytes, size_t length);
/* `type name`, also for arrays and function pointers. */
void layout_declarator(struct strbuf *out, const char *type, const char *name);
/* The text as words joined by underscores, at most max bytes: "csv_EPARSE" -> "csv_eparse", "a, b" -> "a_b". */
void layout_slug(struct strbuf *out, const char *text, size_t max);

#endif
