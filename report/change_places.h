/* Paths and stages as all reports of a change name them. */
#ifndef CET_REPORT_CHANGE_PLACES_H
#define CET_REPORT_CHANGE_PLACES_H

#include "cet/report/change.h"

/* As seen from root; points into path. */
const char *change_path(const struct change_report *report, const char *path);
/* The verdict's stage of that name, or NULL. */
const struct verdict_stage *change_stage(const struct change_report *report, const char *name);
/* "line 71.4 % of 100 % (5 of 7), branch 50.0 % (1 of 2)": ratios with what is asked for, counts that are not zero. */
void change_add_figures(const struct verdict_stage *stage, struct strbuf *out);
size_t change_finding_count(const struct change_report *report);
/* Runs of new lines that nothing executes, in all files. */
size_t change_missing_count(const struct change_report *report);
/* malloc'ed list of those that tests run and do not notice, by worth; the others stand on lines that no test executes,
 * which is said of the lines. */
const struct mutant **change_survivors(const struct change_report *report, size_t *ret_count, size_t *ret_unreached);

#endif
