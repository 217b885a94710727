/* Marks in comments that take lines or branches out of a coverage report: those of lcov and gcovr.
 *
 *     SCOPED(coverage_exclusions_release) struct coverage_exclusions marks = {0};
 *     status = coverage_exclusions_find("list.c", text, length, &marks, err);
 *     coverage_exclusions_apply(&marks, file);       // a report
 *     hidden = coverage_exclusion_hides(&marks.items[i], file);   // a gate: counted, and named
 *
 * START holds from its line to the one before STOP's, as in lcov and gcovr. Marks are looked for in comments only; in a
 * string they are text. */
#ifndef CET_MODEL_COVERAGE_EXCLUSIONS_H
#define CET_MODEL_COVERAGE_EXCLUSIONS_H

#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/model/coverage.h"

enum coverage_exclusion_kind {
    COVERAGE_EXCLUSION_LINES,       /* lines, with their branches and the functions that start there */
    COVERAGE_EXCLUSION_BRANCHES,    /* branches alone */
    COVERAGE_EXCLUSION_UNREACHABLE, /* as lines, and nothing of them may be executed */
    COVERAGE_EXCLUSION_FUNCTION,    /* the function that starts on the line, as lines */
    COVERAGE_EXCLUSION_EXCEPTIONS,  /* branches of exceptions, where the data tell them apart */
    COVERAGE_EXCLUSION_WITHOUT_HIT, /* branches of the line, while as many are missed of as many as the mark says */
    COVERAGE_EXCLUSION_KIND_COUNT
};

struct coverage_exclusion {
    enum coverage_exclusion_kind kind;
    const char *word; /* as it opens: "LCOV_EXCL_START" */
    uint32_t first, last;
    uint32_t missed, total; /* WITHOUT_HIT: "GCOVR_EXCL_BR_WITHOUT_HIT: 1/2" */
};

struct coverage_exclusions {
    struct coverage_exclusion *items; /* by where they open */
    size_t count, capacity;
};

/* Appends to ret. A START without its STOP, a STOP without a START and a START within another of its kind are
 * STATUS_INVALID with the line: what such a mark hides nobody has said. path stands in messages. */
enum status coverage_exclusions_find(const char *path, const char *text, size_t length, struct coverage_exclusions *ret,
                                     struct error *err);
void coverage_exclusions_release(struct coverage_exclusions *marks);
/* Takes out what the marks hide. */
void coverage_exclusions_apply(const struct coverage_exclusions *marks, struct coverage_file *file);
/* What a mark hides, with how much of it was executed. */
struct coverage_totals coverage_exclusion_hides(const struct coverage_exclusion *mark,
                                                const struct coverage_file *file);

#endif
