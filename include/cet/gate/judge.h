/* From evidence to a verdict. The stages that gather evidence belong to other rooms; the command that runs them fills
 * one record per stage, and the rule is here, in one place:
 *
 *     rejected               a sanitizer fault, a crash or hang within the contract, an error-level finding, a test
 *                            that fails
 *     could not judge        a built stage did not run or broke, and nothing above
 *     insufficient evidence  a threshold is missed
 *     accepted               none of these
 *
 * The verdict's texts live in its own arena. */
#ifndef CET_GATE_JUDGE_H
#define CET_GATE_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/model/coverage.h"
#include "cet/model/finding.h"
#include "cet/model/mutant.h"
#include "cet/model/project.h"
#include "cet/model/test_plan.h"
#include "cet/model/verdict.h"

enum gate_stage {
#define STAGE(id, name, is_built, reason) GATE_STAGE_##id,
#include "cet/gate/stages.def"
#undef STAGE
    GATE_STAGE_COUNT
};
const char *gate_stage_name(enum gate_stage stage);

/* How one stage went: neither ran nor broken is "not run". */
struct gate_stage_run {
    bool ran;
    const char *broken; /* why it could not run to its end, NULL: it did */
    double duration_ms;
};

struct gate_evidence {
    struct gate_stage_run stages[GATE_STAGE_COUNT];
    const struct finding_set *findings;   /* SCAN */
    const struct test_plan *const *plans; /* TESTGEN and SANITIZERS: one per unit, NULL-terminated */
    const struct coverage *coverage;      /* COVERAGE: the units' sources only */
    const char *const *coverage_marks;    /* that would hide some of it from a report, NULL-terminated; NULL: none */
    const struct mutant_set *mutants;     /* MUTATION */
};

/* Fills outcome and stages of verdict; the rest is the caller's. */
void gate_judge(const struct gate_evidence *evidence, const struct thresholds *thresholds, struct verdict *verdict);

#endif
