/* Mutants for people and for machines. Sets are sorted (mutant_set_sort); paths are written relative to root when they
 * lie below it. What a test may notice but none does, survived or not covered, is called unnoticed here. */
#ifndef CET_REPORT_MUTANTS_H
#define CET_REPORT_MUTANTS_H

#include "cet/core/strbuf.h"
#include "cet/model/mutant.h"

struct mutants_report {
    const struct mutant_set *set;
    const char *root; /* absolute, NULL: none */
    const char *tool_version;
    double threshold_ratio; /* of the score; 0: none */
};

/* Tables by file and operator group, at most 20 unnoticed mutants as diffs, counts, score. */
void report_mutants_text(const struct mutants_report *report, struct strbuf *out);

/* The mutation-testing-elements schema, version 2 (npm package mutation-testing-report-schema): Stryker's dashboard and
 * HTML element read it. Equivalent and duplicate mutants are Ignored there, with their reason. */
void report_mutants_elements(const struct mutants_report *report, struct strbuf *out);

/* The same as a page that shows it: script is the text of the npm package mutation-testing-elements
 * (dist/mutation-test-elements.js), which stands in the page, so that it opens from disk. */
void report_mutants_elements_page(const struct mutants_report *report, const char *script, size_t script_length,
                                  struct strbuf *out);

/* The unnoticed ones as results of the rule cet-mutate; the fingerprint is the mutant's id. */
void report_mutants_sarif(const struct mutants_report *report, struct strbuf *out);

/* GitHub's workflow commands, the first ten: it shows no more of one step. */
void report_mutants_annotations(const struct mutants_report *report, struct strbuf *out);

#endif
