/* Recognised design idioms as text: by kind, each with what it was recognised by and the places that take part. */
#ifndef CET_REPORT_PATTERNS_H
#define CET_REPORT_PATTERNS_H

#include "cet/core/strbuf.h"
#include "cet/model/pattern.h"

/* The set is sorted; paths below root are printed relative to it. Ends in a line that counts the kinds. */
void report_patterns_text(const struct pattern_set *patterns, const char *root, struct strbuf *out);

#endif
