/* Which unnoticed mutants to show first: those that tests run, on lines that do more than print or measure, one of each
 * line before a second one. (Petrovic and Ivankovic: State of mutation testing at Google, 2018, found that showing more
 * than one per line or any on such lines makes people stop reading.) */
#ifndef CET_REPORT_MUTANTS_WORTH_H
#define CET_REPORT_MUTANTS_WORTH_H

#include <stddef.h>

#include "cet/core/strbuf.h"
#include "cet/model/mutant.h"

/* malloc'ed list into the set, which is sorted; the caller's. */
const struct mutant **mutants_by_worth(const struct mutant_set *set, size_t *ret_count);
/* "`<` may become `<=`: run by 3 tests, noticed by none" */
void mutant_add_message(const struct mutant *mutant, struct strbuf *out);
/* Its end alone: "run by 3 tests, noticed by none" */
void mutant_add_reach(const struct mutant *mutant, struct strbuf *out);

#endif
