/* From what was measured of a change to a verdict about it. Old code has no part in it:
 *
 *     rejected               a test fails, or a finding is new
 *     could not judge        a stage did not run or broke, and nothing above
 *     insufficient evidence  a threshold of the new code is missed
 *     accepted               none of these, or nothing changed that could be judged
 *
 * The verdict's texts live in its own arena. Paths in its reasons are written as seen from root. */
#ifndef CET_GATE_JUDGE_CHANGE_H
#define CET_GATE_JUDGE_CHANGE_H

#include "cet/gate/judge.h"
#include "cet/model/coverage_change.h"

enum change_stage {
#define CHANGE_STAGE(id, name) CHANGE_STAGE_##id,
#include "cet/gate/change_stages.def"
#undef CHANGE_STAGE
    CHANGE_STAGE_COUNT
};

struct change_evidence {
    struct gate_stage_run stages[CHANGE_STAGE_COUNT];
    const char *unchanged;              /* why nothing needs to be judged; NULL: something does */
    const char *tests_failed;           /* one line; NULL: they pass */
    const struct finding_set *findings; /* those that are shown are new */
    const struct coverage_change *coverage;
    const char *const *coverage_marks; /* that would hide some of it from a report, NULL-terminated; NULL: none */
    const struct mutant_set *mutants;  /* on changed lines; others are ignored in it */
    const char *root;                  /* absolute */
};

/* Fills outcome and stages of verdict; the rest is the caller's. */
void gate_judge_change(const struct change_evidence *evidence, const struct thresholds *thresholds,
                       struct verdict *verdict);

#endif
