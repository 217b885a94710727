/* What the runtime in the suite's programs wrote, and the plan that it reads: docs/formats/mutants.md. */
#ifndef CET_MUTATE_RUN_REPORTS_H
#define CET_MUTATE_RUN_REPORTS_H

#include <stdbool.h>

#include "cet/model/mutant.h"

/* "reach" lines: hits and covered_by; a mutant with code that nothing reaches becomes MUTANT_NO_COVERAGE. */
void reports_apply_reach(struct mutant_set *set, const char *text);
/* "result" lines: status, killed_by, duration. A kill in one program outweighs what others say. */
void reports_apply_results(struct mutant_set *set, const char *text);
bool reports_say_exhausted(const char *text);

/* A report that still grows; starts zeroed. */
struct report_tail {
    long offset; /* what is counted already */
    size_t results;
};
/* How many "result" lines the file holds by now; none when it is not there yet. */
size_t report_tail_count(struct report_tail *tail, const char *path);

/* "ID HITS run|skip" for all that is reached; those pending are to be run. */
void reports_format_plan(const struct mutant_set *set, struct strbuf *out);

#endif
