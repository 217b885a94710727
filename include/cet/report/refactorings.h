/* Suggestions as text: ranked, each with its worth and what that rests on. */
#ifndef CET_REPORT_REFACTORINGS_H
#define CET_REPORT_REFACTORINGS_H

#include "cet/core/strbuf.h"
#include "cet/model/refactoring.h"

/* The first `limit` (0: all); paths below root are printed relative to it. */
void report_refactorings_text(const struct refactoring_set *set, size_t limit, const char *root, struct strbuf *out);

#endif
