#include "judge.h"

#include <string.h>

#include "channel.h"
#include "mutant_switch.h"
#include "store.h"
#include "trace.h"

#define REACHED_MAX 4096u
#define HANG_FACTOR 10u /* times as long as the original, and still not at its end */

uint32_t cet_judge_reached(const struct program *p, uint32_t *mutants, uint32_t max)
{
    const struct result *result = cet_channel_run_one(p, MUTANT_OBSERVE, RUN_NO_FACTS);
    uint32_t count = 0;
    for (uint32_t i = 0; i < result->edge_count && count < max; i++)
        if (cet_mutant_id(result->edges[i].edge))
            mutants[count++] = result->edges[i].edge;
    return count;
}

bool cet_judge_sees_end(const struct result *result, uint32_t original_edges)
{
    if (result->undefined.what && result->fault != FAULT_NULL)
        return false;
    switch ((enum outcome)result->outcome) {
    case OUTCOME_CRASH:
        return result->fault != FAULT_VALUE && result->fault != FAULT_HEAP;
    case OUTCOME_OVERFLOW:
    case OUTCOME_DANGLING:
    case OUTCOME_LEAK:
    case OUTCOME_LIMIT:
    case OUTCOME_INVALID:
    case OUTCOME_NONE:
        return false;
    case OUTCOME_HANG:
        return result->code || original_edges < TRACE_FUEL / HANG_FACTOR;
    case OUTCOME_RETURNED:
    case OUTCOME_EXIT:
    case OUTCOME_ABORT:
    case OUTCOME_BAD_FREE:
        break;
    }
    return true;
}

static bool has_fact(const struct result *result, uint32_t key, uint32_t value)
{
    for (uint32_t i = 0; i < result->fact_count; i++)
        if (result->facts[i].key == key && result->facts[i].value == value)
            return true;
    return false;
}

bool cet_judge_differs(const struct result *original, const struct result *mutated)
{
    if (original->outcome == mutated->outcome)
        return original->digest != mutated->digest;
    return cet_judge_sees_end(mutated, original->edges_run);
}

/* True: the run differs from what was observed of the original. */
static bool compare_run(const struct result *result, uint32_t original_edges, uint8_t outcome,
                        const struct observation *observations, uint32_t count, struct kill *kill)
{
    kill->by_outcome = result->outcome != outcome && cet_judge_sees_end(result, original_edges);
    if (result->outcome != outcome)
        return kill->by_outcome;
    bool differs = false;
    for (uint32_t i = 0; i < count && i < JUDGE_OBSERVATIONS; i++)
        if (!has_fact(result, observations[i].key, observations[i].value)) {
            kill->told[i / 64] |= 1ull << i % 64;
            differs = true;
        }
    return differs;
}

struct verdict cet_judge(const struct program *p, uint8_t outcome, const struct observation *observations,
                         uint32_t count, const uint8_t *wanted)
{
    static uint32_t *reached;
    if (!reached)
        reached = cet_store_take(REACHED_MAX * sizeof *reached);
    struct verdict verdict = {.reached = cet_judge_reached(p, reached, REACHED_MAX)};
    const uint32_t original_edges = cet_channel_result(0)->edges_run;
    uint32_t left = 0;
    for (uint32_t i = 0; i < verdict.reached; i++)
        if (!wanted || wanted[reached[i]])
            reached[left++] = reached[i];
    verdict.kills = cet_store_take(left * sizeof *verdict.kills);
    for (uint32_t done = 0; done < left;) {
        uint32_t batch = left - done < CHANNEL_BATCH ? left - done : CHANNEL_BATCH;
        for (uint32_t i = 0; i < batch; i++) {
            struct job *job = cet_channel_job(i);
            job->mutant = reached[done + i];
            job->flags = 0;
            cet_program_copy(&job->program, p);
        }
        cet_channel_run(batch);
        for (uint32_t i = 0; i < batch; i++) {
            struct kill *kill = &verdict.kills[verdict.kill_count];
            memset(kill, 0, sizeof *kill);
            kill->mutant = reached[done + i];
            verdict.kill_count +=
                compare_run(cet_channel_result(i), original_edges, outcome, observations, count, kill);
        }
        done += batch;
    }
    return verdict;
}

bool cet_judge_tells(const struct program *p, uint32_t mutant)
{
    static const uint8_t flags[] = {0, RUN_VARIANT};
    for (int i = 0; i < 2; i++) {
        struct job *original = cet_channel_job(0), *mutated = cet_channel_job(1);
        original->mutant = MUTANT_NONE;
        mutated->mutant = mutant;
        original->flags = mutated->flags = flags[i];
        cet_program_copy(&original->program, p);
        cet_program_copy(&mutated->program, p);
        cet_channel_run(2);
        const struct result *a = cet_channel_result(0), *b = cet_channel_result(1);
        if (a->outcome != OUTCOME_RETURNED || !cet_judge_differs(a, b))
            return false;
    }
    return true;
}
