/* A verdict for people: a summary for the terminal, and one self-contained HTML page of everything that it rests on.
 *
 *     struct report_page page = {.verdict = &verdict, .coverage = &coverage, .mutants = &mutants, .root = folder};
 *     report_verdict_html(&page, &text);
 *     file_write("report.html", text.bytes, text.length, &err);
 *
 * Neither looks at anything but what it is given and the source files that this names. */
#ifndef CET_REPORT_VERDICT_H
#define CET_REPORT_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/core/strbuf.h"
#include "cet/model/coverage.h"
#include "cet/model/finding.h"
#include "cet/model/mutant.h"
#include "cet/model/test_plan.h"
#include "cet/model/verdict.h"

/* Stages with figures measured and asked for, reasons, what was not run and not enforced; the last line is the verdict.
 */
void report_verdict_text(const struct verdict *verdict, bool use_colours, struct strbuf *out);

/* All parts may be missing; a missing one is left out of the page. */
struct report_page {
    const struct verdict *verdict;
    const struct finding_set *findings;
    const struct coverage *coverage;
    const struct mutant_set *mutants;
    const struct test_plan *const *plans; /* NULL-terminated */
    const char *root;                     /* paths below it are shown as seen from there; NULL: whole */
};

/* One file without scripts and without anything from elsewhere: it can be mailed, archived and printed. */
void report_verdict_html(const struct report_page *page, struct strbuf *out);

#endif
