/* What was found out about a change, for people and for machines: `cet ci` writes all of these from one record.
 *
 *     struct change_report report = {.verdict = &verdict, .findings = &findings, .new_code = &new_code, .root = top};
 *     report_change_markdown(&report, REPORT_COMMENT_MAX_BYTES, &text);
 *
 * All parts but the verdict may be missing. Paths below root are written as seen from there. Whatever comes from
 * sources, file names and tools stays text: it becomes no markup, no command of a runner's, no mention of a person. */
#ifndef CET_REPORT_CHANGE_H
#define CET_REPORT_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/core/strbuf.h"
#include "cet/model/coverage_change.h"
#include "cet/model/finding.h"
#include "cet/model/mutant.h"
#include "cet/model/verdict.h"
#include "cet/report/findings.h"

#define REPORT_COMMENT_MARKER "<!-- cet-report -->"
#define REPORT_COMMENT_MAX_BYTES 65536u         /* GitHub's limit, in characters there */
#define REPORT_SUMMARY_MAX_BYTES (1000u * 1024) /* GitHub's is 1 MiB of each step */

struct change_report {
    const struct verdict *verdict;
    const struct finding_set *findings; /* those that are shown are new */
    const struct coverage_change *new_code;
    const struct mutant_set *mutants; /* on changed lines, sorted */
    const struct report_gap *gaps;    /* changed, and not looked at */
    size_t gap_count;
    const char *const *marks; /* that would hide some of the new code from coverage, NULL-terminated; NULL: none */
    const char *root;         /* absolute; NULL: paths stay whole */
    const char *base;         /* the commit that the change is counted from */
    const char *base_name;    /* as people call it: "origin/main" */
    const char *folder;       /* where the reports lie, as people reach it */
    const char *log;          /* of builds and tests; its end is shown when they fail */
    bool tests_failed;
    bool build_failed; /* that is why */
};

/* One screen: the stages, what failed with file and line, and what to do about each. */
void report_change_text(const struct change_report *report, bool use_colours, struct strbuf *out);
/* The sticky comment, its first line REPORT_COMMENT_MARKER; never more than max_bytes, with a word on what was cut. */
void report_change_markdown(const struct change_report *report, size_t max_bytes, struct strbuf *out);
/* JUnit's XML as Ant and Jenkins read it: a suite for each stage, a case for each file or finding. */
void report_change_junit(const struct change_report *report, struct strbuf *out);
/* GitHub's workflow commands: findings, runs of new lines without a test, unnoticed mutants, ten of each kind at most
 * since it shows no more. */
void report_change_annotations(const struct change_report *report, struct strbuf *out);

/* A badge as shields.io draws them, with a title for those who do not see it. */
void report_badge(const char *label, const char *message, const char *colour, struct strbuf *out);
/* The badge of a verdict, and of a figure of it, "line" or "mutation"; "unknown" when it was not measured. */
void report_verdict_badge(const struct verdict *verdict, struct strbuf *out);
void report_figure_badge(const struct verdict *verdict, const char *figure, const char *label, struct strbuf *out);

#endif
