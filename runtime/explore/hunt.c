#include "hunt.h"

#include <stdlib.h>
#include <string.h>

#include "channel.h"
#include "corpus.h"
#include "judge.h"
#include "mutant_switch.h"
#include "mutate.h"
#include "store.h"

#define REACHERS 24u /* programs remembered for each mutant */
#define REACHED_MAX 4096u

struct hunt {
    uint32_t mutant_count;
    uint32_t *order; /* corpus entries by cost */
    uint16_t *reacher_counts;
    uint32_t *seen; /* programs that reach it, remembered or not */
    uint32_t (*reachers)[REACHERS];
    struct program next, scratch;
};

static struct hunt *hunt;

static int compare_costs(const void *left, const void *right)
{
    uint32_t a = cet_corpus_get(*(const uint32_t *)left)->cost, b = cet_corpus_get(*(const uint32_t *)right)->cost;
    return a != b ? (a > b) - (a < b) : *(const uint32_t *)left < *(const uint32_t *)right ? -1 : 1;
}

void cet_hunt_open(void)
{
    uint32_t *reached = cet_store_take(REACHED_MAX * sizeof *reached);
    hunt = cet_store_take(sizeof *hunt);
    hunt->mutant_count = cet_mutant_count();
    hunt->reacher_counts = cet_store_take((hunt->mutant_count + 1) * sizeof *hunt->reacher_counts);
    hunt->seen = cet_store_take((hunt->mutant_count + 1) * sizeof *hunt->seen);
    hunt->reachers = cet_store_take((hunt->mutant_count + 1) * sizeof *hunt->reachers);
    uint32_t count = cet_corpus_count();
    hunt->order = cet_store_take((count + 1) * sizeof *hunt->order);
    for (uint32_t i = 0; i < count; i++)
        hunt->order[i] = i;
    qsort(hunt->order, count, sizeof *hunt->order, compare_costs);
    for (uint32_t i = 0; i < count && hunt->mutant_count; i++) {
        uint32_t n = cet_judge_reached(cet_corpus_get(hunt->order[i])->program, reached, REACHED_MAX);
        for (uint32_t k = 0; k < n; k++) {
            uint16_t *known = &hunt->reacher_counts[reached[k]];
            const uint32_t seen = ++hunt->seen[reached[k]];
            if (*known < REACHERS) {
                hunt->reachers[reached[k]][(*known)++] = hunt->order[i];
                continue;
            }
            /* The cheapest half stays, the other is drawn from all the rest: dear ones do more. */
            const uint32_t slot = cet_below(seen - REACHERS / 2);
            if (slot < REACHERS / 2)
                hunt->reachers[reached[k]][REACHERS / 2 + slot] = hunt->order[i];
        }
    }
}

bool cet_hunt_is_reached(uint32_t mutant)
{
    return hunt->reacher_counts[mutant];
}

const struct program *cet_hunt_known(uint32_t mutant, uint32_t tries)
{
    for (uint32_t i = 0; i < hunt->reacher_counts[mutant] && i < tries; i++) {
        const struct program *p = cet_corpus_get(hunt->reachers[mutant][i])->program;
        if (cet_judge_tells(p, mutant))
            return p;
    }
    return NULL;
}

const struct program *cet_hunt_new(uint32_t mutant, uint32_t tries)
{
    uint32_t reachers = hunt->reacher_counts[mutant];
    for (uint32_t i = 0; reachers && i < tries; i += CHANNEL_BATCH / 2) {
        uint32_t filled = 0;
        for (uint32_t k = 0; k < CHANNEL_BATCH / 2; k++) {
            const struct corpus_entry *entry = cet_corpus_get(hunt->reachers[mutant][cet_below(reachers)]);
            if (!cet_mutate_entry(&hunt->next, entry, &hunt->scratch))
                continue;
            for (int side = 0; side < 2; side++) {
                struct job *job = cet_channel_job(filled++);
                job->mutant = side ? mutant : MUTANT_NONE;
                job->flags = RUN_NO_FACTS;
                cet_program_copy(&job->program, &hunt->next);
            }
        }
        cet_channel_run(filled);
        for (uint32_t k = 0; k + 1 < filled; k += 2) {
            const struct result *original = cet_channel_result(k), *mutated = cet_channel_result(k + 1);
            if (original->outcome != OUTCOME_RETURNED || !cet_judge_differs(original, mutated))
                continue;
            cet_program_copy(&hunt->next, &cet_channel_job(k)->program);
            if (cet_judge_tells(&hunt->next, mutant))
                return &hunt->next;
            break; /* the batch is gone */
        }
    }
    return NULL;
}
