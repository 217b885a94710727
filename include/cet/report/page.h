/* One page that shows everything: a single HTML file that opens from disk, asks no network and can be mailed, archived
 * and printed.
 *
 *     struct report_page page = {.verdict = &verdict, .coverage = &coverage, .mutants = &mutants, .root = folder};
 *     report_page_html(&page, &text);
 *     file_write("report.html", text.bytes, text.length, &err);
 *
 * Nothing is looked at but what it is given and the source files that this names; the page owns nothing of it. The
 * overview is plain HTML and SVG; each file's source with all that is known of its lines lies in the page compressed
 * and is shown by a script when it is asked for. All text from outside is escaped. Lists of the overview are cut at a
 * bound, which they say; what a file's view shows is whole. */
#ifndef CET_REPORT_PAGE_PUBLIC_H
#define CET_REPORT_PAGE_PUBLIC_H

#include <stddef.h>

#include "cet/core/strbuf.h"
#include "cet/model/coverage.h"
#include "cet/model/coverage_change.h"
#include "cet/model/finding.h"
#include "cet/model/mutant.h"
#include "cet/model/run_history.h"
#include "cet/model/suite_stamp.h"
#include "cet/model/test_plan.h"
#include "cet/model/verdict.h"
#include "cet/report/findings.h"

/* All parts may be missing; a missing one is left out of the page. */
struct report_page {
    const char *title; /* NULL: the verdict's subject, else "Report" */
    const struct verdict *verdict;
    const struct finding_set *findings;
    const struct report_rule *rules; /* what is said of the findings' rules */
    size_t rule_count;
    const struct coverage *coverage;
    const struct mutant_set *mutants;
    const struct coverage_change *change; /* new lines */
    const char *change_base;              /* what they are new against, as it was named */
    const struct test_plan *const *plans; /* NULL-terminated */
    const struct suite_stamp *suites;     /* generated ones: which tests are theirs */
    size_t suite_count;
    const struct run_history *history; /* this run included */
    const char *root;                  /* paths below it are shown as seen from there; NULL: whole */
    const char *tool_version;          /* NULL: not said */
};

void report_page_html(const struct report_page *page, struct strbuf *out);

#endif
