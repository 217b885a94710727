/* Text from outside, for a terminal: what would drive it becomes '?'. */
#ifndef CET_REPORT_HARMLESS_TEXT_H
#define CET_REPORT_HARMLESS_TEXT_H

#include "cet/core/strbuf.h"

void harmless_text_add(struct strbuf *out, const char *text, size_t length);

#endif
