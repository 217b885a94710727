/* Coverage of new code: what tests execute of the lines that a change adds or edits.
 *
 *     SCOPED(coverage_change_release) struct coverage_change change = {0};
 *     coverage_change_compute(&coverage, &changed, &change);
 *     for (size_t i = 0; i < change.count; i++)
 *         if (coverage_change_wants_source(&change.files[i]))
 *             coverage_change_read_source(&change, &change.files[i], text, length);
 *     if (coverage_change_line_ratio(&change) < 0.8) ...
 *
 * Files come in the order of the diff, each once; deleted files, files that only got another name and files that hold
 * no C or C++ are not among them. Lines are those of the new files. The record owns its texts. */
#ifndef CET_MODEL_COVERAGE_CHANGE_H
#define CET_MODEL_COVERAGE_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/strbuf.h"
#include "cet/model/changed_lines.h"
#include "cet/model/coverage.h"

#define COVERAGE_CHANGE_FORMAT "cet-coverage-change"
#define COVERAGE_CHANGE_VERSION 1

enum coverage_change_state {
#define COVERAGE_CHANGE_STATE(ID, name, help) COVERAGE_CHANGE_##ID,
#include "cet/model/coverage_change_states.def"
#undef COVERAGE_CHANGE_STATE
};

/* A changed line that has branches. */
struct changed_branches {
    uint32_t line;
    uint32_t total, taken;
};

struct coverage_change_file {
    char *path; /* absolute, as in the coverage */
    enum coverage_change_state state;
    struct line_run *changed; /* sorted, apart from each other */
    size_t changed_count, changed_capacity;
    /* Of changed lines: executable ones, their branches, and functions that start there. */
    struct coverage_totals totals;
    /* Changed executable lines that nothing executed. A run goes on over changed lines without code, never over an
     * executed or an unchanged one. UNMEASURED: lines of the change that hold code. */
    struct line_run *missing;
    size_t missing_count, missing_capacity;
    struct changed_branches *branches; /* sorted by line */
    size_t branch_count, branch_capacity;
    uint64_t unmeasured_lines; /* as many of the missing ones hold code; 0 for a header */
};

struct coverage_change {
    struct coverage_change_file *files;
    size_t count, capacity;
    struct coverage_totals totals; /* of all files */
    uint64_t unmeasured_lines;
};

/* Into ret, which is empty. Both name files by absolute path. */
void coverage_change_compute(const struct coverage *coverage, const struct changed_lines *changed,
                             struct coverage_change *ret);
void coverage_change_release(struct coverage_change *change);
/* Whether only the source can tell if there was something to measure: the data do not speak of the file. */
bool coverage_change_wants_source(const struct coverage_change_file *file);
/* A file without data whose changed lines are comments, blank, directives or braces has nothing to cover, nor has a
 * header of which only declarations changed. Else its lines of code count as unmeasured, a header's not: what nobody
 * calls is in no data of the files that include it either. */
void coverage_change_read_source(struct coverage_change *change, struct coverage_change_file *file, const char *text,
                                 size_t length);

/* Executed of all executable changed lines; lines of code that nothing measured count as not executed. 1 when there is
 * nothing to cover. */
double coverage_change_line_ratio(const struct coverage_change *change);
double coverage_change_branch_ratio(const struct coverage_change *change);

const char *coverage_change_state_text(enum coverage_change_state state);
/* "12, 20-24"; at most `most` runs, then ", 3 more". */
void line_runs_format(const struct line_run *runs, size_t count, size_t most, struct strbuf *out);
/* docs/formats/coverage-change.md; base is what the change is counted from. */
void coverage_change_format_json(const struct coverage_change *change, const char *base, struct strbuf *out);

#endif
