#include "choose.h"

#include <stddef.h>
#include <string.h>

#include "channel.h"
#include "classify.h"
#include "corpus.h"
#include "shrink.h"
#include "store.h"
#include "tables.h"
#include "trace.h"

#define CHOSEN_MAX 3000u
#define SHRINK_TRIES 500u
#define OBSERVATIONS_MAX 24u

/* Edges with the ranges of hit counts that tests chosen so far reach, and for whom each was new. */
struct chooser {
    uint8_t reached[TRACE_EDGES];
    uint32_t hits[TRACE_EDGES]; /* tests that reach the edge */
    struct program work;
    struct edge_hit wanted[RESULT_EDGES];
    uint32_t wanted_count;
    uint8_t wanted_outcome;
    struct chosen tests[CHOSEN_MAX];
    struct result base, reached_now;
    struct detail detail;
};

static struct chooser *chooser;

/* Of hit counts only "once" and "more often" are told apart here: finer ranges helped the search, not the reader. */
static uint8_t coarse(uint32_t bucket)
{
    return bucket == 1 ? 1 : 2;
}

static uint32_t gain_of(const struct corpus_entry *entry)
{
    uint32_t gain = 0;
    for (uint32_t i = 0; i < entry->edge_count; i++) {
        uint8_t reached = chooser->reached[entry->edges[i].edge];
        if (!reached)
            gain += 4;
        else if (coarse(entry->edges[i].bucket) & ~reached)
            gain += 1;
    }
    return gain;
}

/* The entry that adds most for what it costs to read. Gains only fall, so an old gain bounds the new one. */
static uint32_t best_entry(uint32_t *gains, uint32_t count)
{
    for (;;) {
        uint32_t best = UINT32_MAX;
        double best_worth = 0;
        for (uint32_t i = 0; i < count; i++) {
            double worth = gains[i] / (double)(100 + cet_corpus_get(i)->cost);
            if (gains[i] && worth > best_worth) {
                best = i;
                best_worth = worth;
            }
        }
        if (best == UINT32_MAX)
            return best;
        uint32_t gain = gain_of(cet_corpus_get(best));
        if (gain == gains[best])
            return best;
        gains[best] = gain;
    }
}

static bool keeps_wanted(void *context, const struct program *program, const struct result *result)
{
    (void)context, (void)program;
    if (result->outcome != chooser->wanted_outcome)
        return false;
    static uint8_t have[TRACE_EDGES];
    for (uint32_t i = 0; i < result->edge_count; i++)
        have[result->edges[i].edge] = coarse(result->edges[i].bucket);
    bool all = true;
    for (uint32_t i = 0; i < chooser->wanted_count && all; i++)
        all = have[chooser->wanted[i].edge] & coarse(chooser->wanted[i].bucket);
    for (uint32_t i = 0; i < result->edge_count; i++)
        have[result->edges[i].edge] = 0;
    return all;
}

/* What the entry adds becomes what its test must keep. Of ranges of hit counts only those count that are new. */
static void want_new_edges(const struct corpus_entry *entry)
{
    chooser->wanted_count = 0;
    chooser->wanted_outcome = entry->outcome;
    for (uint32_t i = 0; i < entry->edge_count; i++)
        if (coarse(entry->edges[i].bucket) & ~chooser->reached[entry->edges[i].edge])
            chooser->wanted[chooser->wanted_count++] = entry->edges[i];
}

static void mark_reached(const struct result *result)
{
    for (uint32_t i = 0; i < result->edge_count; i++) {
        chooser->reached[result->edges[i].edge] |= coarse(result->edges[i].bucket);
        chooser->hits[result->edges[i].edge]++;
    }
}

/* Keeps what a second run with other addresses and fill bytes saw as well. */
static uint32_t keep_steady(const struct program *p, struct observation *kept)
{
    struct detail *first = &chooser->detail;
    const struct result *result = cet_channel_run_one(p, 0, RUN_DETAIL);
    cet_result_copy(&chooser->base, result);
    memcpy(first, cet_channel_detail(), sizeof *first);
    uint8_t outcome = result->outcome;
    result = cet_channel_run_one(p, 0, RUN_DETAIL | RUN_VARIANT);
    if (result->outcome != outcome)
        return UINT32_MAX;
    const struct detail *second = cet_channel_detail();
    uint32_t count = 0;
    for (uint32_t i = 0; i < first->observation_count; i++)
        for (uint32_t k = 0; k < second->observation_count; k++)
            if (second->observations[k].key == first->observations[i].key &&
                second->observations[k].value == first->observations[i].value &&
                second->observations[k].kind == first->observations[i].kind) {
                kept[count++] = first->observations[i];
                break;
            }
    return count;
}

/* False: it does not run the same with other addresses, or touches what was freed. */
static bool finish_test(struct chosen *test)
{
    struct program *p = &chooser->work;
    static struct observation kept[RESULT_OBSERVATIONS];
    cet_mark_setup(p, &test->tested_step);
    test->function = p->steps[test->tested_step].function;
    uint32_t count = keep_steady(p, kept);
    if (count == UINT32_MAX)
        return false;
    count = cet_select_observations(p, test->tested_step, kept, count, OBSERVATIONS_MAX);
    test->program = cet_store_take(offsetof(struct program, bytes) + p->byte_count);
    cet_program_copy(test->program, p);
    test->outcome = chooser->base.outcome;
    test->leaves_nothing = chooser->base.leaks == 0 && test->outcome == OUTCOME_RETURNED;
    test->observations = cet_store_take(count * sizeof *kept);
    memcpy(test->observations, kept, count * sizeof *kept);
    test->observation_count = count;
    test->kills = cet_store_take(count * sizeof *test->kills);
    test->text = cet_store_take(chooser->detail.text_length);
    memcpy(test->text, chooser->detail.text, chooser->detail.text_length);
    test->kind = (uint8_t)cet_classify(p, test);
    return true;
}

static bool make_test(const struct corpus_entry *entry, struct chosen *test)
{
    cet_program_copy(&chooser->work, entry->program);
    want_new_edges(entry);
    const struct result *result = cet_channel_run_one(&chooser->work, 0, 0);
    if (!keeps_wanted(NULL, &chooser->work, result)) /* not the same as when it was found: hidden state */
        return false;
    cet_shrink(&chooser->work, keeps_wanted, NULL, SHRINK_TRIES);
    cet_add_cleanup(&chooser->work);
    result = cet_channel_run_one(&chooser->work, 0, 0);
    if (result->outcome != chooser->wanted_outcome)
        return false;
    struct result *reached = &chooser->reached_now;
    cet_result_copy(reached, result);
    if (!finish_test(test))
        return false;
    mark_reached(reached);
    return true;
}

static void count_own_edges(struct choice *choice)
{
    for (uint32_t t = 0; t < choice->count; t++) {
        const struct result *result = cet_channel_run_one(choice->tests[t].program, 0, RUN_NO_FACTS);
        for (uint32_t i = 0; i < result->edge_count; i++)
            choice->tests[t].new_edges += chooser->hits[result->edges[i].edge] == 1;
    }
}

struct choice cet_choose(const struct search_options *options)
{
    chooser = cet_store_take(sizeof *chooser);
    uint32_t count = cet_corpus_count(), *gains = cet_store_take(count * sizeof *gains);
    struct choice choice = {.tests = chooser->tests};
    for (uint32_t i = 0; i < count; i++)
        gains[i] = gain_of(cet_corpus_get(i));
    for (uint32_t best; choice.count < CHOSEN_MAX && (best = best_entry(gains, count)) != UINT32_MAX;) {
        gains[best] = 0;
        if (make_test(cet_corpus_get(best), &chooser->tests[choice.count]))
            choice.count++;
        cet_search_report(options, "choose", choice.count, 0);
    }
    count_own_edges(&choice);
    return choice;
}
