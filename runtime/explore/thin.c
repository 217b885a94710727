#include "thin.h"

#include <string.h>

#include "classify.h"
#include "store.h"
#include "tables.h"
#include "trace.h"

#define PLAIN_OBSERVATIONS 12u /* where no mutants are known */
#define LEAST_OBSERVATIONS 2u
#define TELLERS 2u /* tests that tell a mutant by what they look at: one of them may not be emitted in the end */

struct counts {
    uint16_t edges[TRACE_EDGES];
    uint16_t *mutants;
    uint16_t *functions; /* tests in which the function is the one under test */
    bool has_mutants;
};

static void count_test(struct counts *counts, const struct chosen *test, int by)
{
    for (uint32_t i = 0; i < test->edge_count; i++)
        counts->edges[test->edges[i]] = (uint16_t)(counts->edges[test->edges[i]] + by);
    for (uint32_t i = 0; i < test->verdict.kill_count; i++)
        counts->mutants[test->verdict.kills[i].mutant] =
            (uint16_t)(counts->mutants[test->verdict.kills[i].mutant] + by);
    counts->functions[row_of(test->function)] = (uint16_t)(counts->functions[row_of(test->function)] + by);
}

static bool is_needed(const struct counts *counts, const struct chosen *test)
{
    if (counts->functions[row_of(test->function)] < 2)
        return true;
    const bool notices = test->verdict.kill_count || !counts->has_mutants;
    for (uint32_t i = 0; i < test->edge_count; i++) /* how far a comparison came is no branch */
        if (counts->edges[test->edges[i]] == 1 && (test->edges[i] < TRACE_COMPARES || notices))
            return true;
    for (uint32_t i = 0; i < test->verdict.kill_count; i++)
        if (counts->mutants[test->verdict.kills[i].mutant] == 1)
            return true;
    return false;
}

static uint32_t length_of(const struct chosen *test)
{
    uint32_t length = test->program->step_count * 100u + test->program->value_count * 10u;
    for (uint16_t i = 0; i < test->program->value_count; i++)
        length += test->program->values[i].kind == VALUE_BUFFER ? 0 : test->program->values[i].length;
    return length;
}

/* The longest go first. */
static void drop_tests(struct choice *choice, struct counts *counts)
{
    bool *seen = cet_store_take(choice->count + 1);
    for (uint32_t round = 0; round < choice->count; round++) {
        uint32_t longest = choice->count;
        for (uint32_t t = 0; t < choice->count; t++)
            if (!seen[t] &&
                (longest == choice->count || length_of(&choice->tests[t]) > length_of(&choice->tests[longest])))
                longest = t;
        seen[longest] = true;
        if (is_needed(counts, &choice->tests[longest]))
            continue;
        count_test(counts, &choice->tests[longest], -1);
        choice->tests[longest].is_dropped = true;
    }
    uint32_t kept = 0;
    for (uint32_t t = 0; t < choice->count; t++)
        if (!choice->tests[t].is_dropped)
            choice->tests[kept++] = choice->tests[t];
    choice->count = kept;
}

/* The lowest numbers are kept, in order: the unit's own order, whatever order the run came upon them. */
static void note_own(uint32_t *own, uint32_t *count, uint32_t number)
{
    uint32_t at = *count < CHOSEN_OWN ? *count : CHOSEN_OWN;
    for (; at > 0 && own[at - 1] > number; at--)
        if (at < CHOSEN_OWN)
            own[at] = own[at - 1];
    if (at < CHOSEN_OWN)
        own[at] = number;
    ++*count;
}

static void count_own(struct chosen *test, const struct counts *counts)
{
    for (uint32_t i = 0; i < test->edge_count; i++)
        if (test->edges[i] < TRACE_COMPARES && counts->edges[test->edges[i]] == 1)
            note_own(test->own_edges, &test->new_edges, test->edges[i]);
    for (uint32_t i = 0; i < test->verdict.kill_count; i++)
        if (counts->mutants[test->verdict.kills[i].mutant] == 1)
            note_own(test->own_mutants, &test->new_mutants, test->verdict.kills[i].mutant);
}

static bool tells(const struct kill *kill, uint32_t observation)
{
    return kill->told[observation / 64] >> observation % 64 & 1;
}

/* A number that the call under test was given by its address, and left another. */
static bool is_number_out(const struct chosen *test, const struct observation *seen)
{
    const struct program *p = test->program;
    const struct step *step = &p->steps[test->tested_step];
    if (seen->root_kind != ROOT_VALUE || seen->kind != SEEN_INT || seen->path_length ||
        seen->step != test->tested_step || p->values[seen->root].kind != VALUE_INT ||
        p->values[seen->root].number == seen->number)
        return false;
    for (uint8_t a = 0; a < step->arg_count; a++) {
        const struct value *v = &p->values[step->args[a]];
        if (v->kind == VALUE_ADDRESS && program_item(p, v, 0) == seen->root)
            return true;
    }
    return false;
}

/* What a reader expects to see, whether or not a mutant is told by it: the call's result, what it gave out by address
 * or printed, whom it called. */
static bool is_expected(const struct chosen *test, const struct observation *seen)
{
    bool is_result = seen->root_kind == ROOT_RESULT && seen->root == test->tested_step && !seen->path_length;
    bool is_log =
        (seen->kind == SEEN_LOG || seen->kind == SEEN_OUTPUT) && seen->step == test->tested_step && seen->length;
    return is_result || is_log || is_number_out(test, seen);
}

/* What the test still tells with what it looks at. */
static void count_told(const struct chosen *test, const bool *keep, uint8_t *tellers)
{
    for (uint32_t i = 0; i < test->verdict.kill_count; i++) {
        const struct kill *kill = &test->verdict.kills[i];
        bool is_told = kill->by_outcome;
        for (uint32_t o = 0; o < test->observation_count && !is_told; o++)
            is_told = keep[o] && tells(kill, o);
        tellers[kill->mutant] = (uint8_t)(tellers[kill->mutant] + (is_told && tellers[kill->mutant] < TELLERS));
    }
}

/* Greedy: the observation that tells most of the mutants not told yet; the result of the call under test first. What
 * enough other tests tell need not be told once more: what opens a stream has tests of its own. */
static void drop_observations(struct chosen *test, uint8_t *tellers)
{
    static bool keep[JUDGE_OBSERVATIONS];
    uint32_t kill_count = test->verdict.kill_count, kept = 0;
    bool *told = cet_store_take(kill_count + 1);
    memset(keep, 0, sizeof keep);
    for (uint32_t i = 0; i < kill_count; i++)
        told[i] = test->verdict.kills[i].by_outcome || tellers[test->verdict.kills[i].mutant] >= TELLERS;
    for (;;) {
        uint32_t best = UINT32_MAX, most = 0;
        for (uint32_t o = 0; o < test->observation_count; o++) {
            uint32_t gain = 0;
            for (uint32_t i = 0; i < kill_count && !keep[o]; i++)
                gain += !told[i] && tells(&test->verdict.kills[i], o);
            gain = gain * 4 + (gain && test->observations[o].root_kind == ROOT_RESULT);
            if (gain > most) {
                most = gain;
                best = o;
            }
        }
        if (best == UINT32_MAX)
            break;
        keep[best] = true;
        for (uint32_t i = 0; i < kill_count; i++)
            if (!told[i] && tells(&test->verdict.kills[i], best)) {
                told[i] = true;
                test->kills[best]++;
            }
    }
    for (uint32_t o = 0; o < test->observation_count; o++) {
        kept += keep[o];
        if (!keep[o] && (is_expected(test, &test->observations[o]) || kept < LEAST_OBSERVATIONS)) {
            keep[o] = true;
            kept++;
        }
    }
    count_told(test, keep, tellers);
    uint32_t n = 0;
    for (uint32_t o = 0; o < test->observation_count; o++)
        if (keep[o]) {
            test->observations[n] = test->observations[o];
            test->kills[n++] = test->kills[o];
        }
    test->observation_count = n;
}

/* Those with the fewest calls first: they look at what others only need. */
static void thin_observations(struct choice *choice, uint32_t mutant_count)
{
    uint8_t *tellers = cet_store_take(mutant_count + 1);
    for (uint32_t steps = 0; steps <= PROGRAM_STEPS; steps++)
        for (uint32_t t = 0; t < choice->count; t++)
            if (choice->tests[t].program->step_count == steps)
                drop_observations(&choice->tests[t], tellers);
}

void cet_thin(struct choice *choice, uint32_t mutant_count)
{
    struct counts *counts = cet_store_take(sizeof *counts);
    counts->has_mutants = mutant_count > 0;
    counts->mutants = cet_store_take((mutant_count + 1) * sizeof *counts->mutants);
    counts->functions = cet_store_take((cet_explore_unit.function_count + 1) * sizeof *counts->functions);
    for (uint32_t t = 0; t < choice->count; t++)
        count_test(counts, &choice->tests[t], 1);
    drop_tests(choice, counts);
    for (uint32_t t = 0; t < choice->count; t++) {
        struct chosen *test = &choice->tests[t];
        count_own(test, counts);
        if (!mutant_count)
            test->observation_count = cet_select_observations(test->program, test->tested_step, test->observations,
                                                              test->observation_count, PLAIN_OBSERVATIONS);
    }
    if (mutant_count)
        thin_observations(choice, mutant_count);
}
