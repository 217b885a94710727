/* Which mutants a program tells from the original, and by which of its observations. */
#ifndef EXPLORE_JUDGE_H
#define EXPLORE_JUDGE_H

#include "program.h"
#include "result.h"

#define JUDGE_OBSERVATIONS 256u

struct kill {
    uint32_t mutant;
    bool by_outcome; /* crash, hang or exit where the original returned, or the other way round */
    uint64_t told[JUDGE_OBSERVATIONS / 64]; /* bit i: observation i differs */
};

struct verdict {
    uint32_t reached;
    uint32_t kill_count;
    struct kill *kills;
};

/* Whether a test can tell the two runs of one program apart. */
bool cet_judge_differs(const struct result *original, const struct result *mutated);

/* Whether a test that nobody watches would end like this: guards and sanitizers see more than it, and what the call
 * would have done had they not stopped it is not known. Nor does it where a run that is long anyway (original_edges)
 * got no further. */
bool cet_judge_sees_end(const struct result *result, uint32_t original_edges);

/* Runs p with each mutant that it reaches and that `wanted` (by mutant; NULL: all) names. observations are those of the
 * original, steady ones only. What the verdict points to is never given back. */
struct verdict cet_judge(const struct program *p, uint8_t outcome, const struct observation *observations,
                         uint32_t count, const uint8_t *wanted);
/* Whether p tells one mutant from the original, seen twice with the same eyes. */
bool cet_judge_tells(const struct program *p, uint32_t mutant);
/* Numbers of the mutants that p reaches; returns how many (at most max). */
uint32_t cet_judge_reached(const struct program *p, uint32_t *mutants, uint32_t max);

#endif
