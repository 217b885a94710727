#include "choose.h"

#include <string.h>

#include "channel.h"
#include "classify.h"
#include "corpus.h"
#include "grow.h"
#include "hunt.h"
#include "judge.h"
#include "learned.h"
#include "mutant_switch.h"
#include "parts.h"
#include "shrink.h"
#include "store.h"
#include "tables.h"
#include "thin.h"
#include "trace.h"

#define SHRINK_TRIES 400u
#define KNOWN_TRIES 12u
#define HUNT_ROUNDS 3u
#define HUNT_COST_MAX 2u /* times the budget of the search; only mutants that hang come so far */
#define CALL_TRIES 200u
#define NOTICING_CALL_TRIES 100u
#define NOTICED_TRIES 12u
#define REACHED_MAX 256u

struct chooser {
    uint8_t reached[TRACE_EDGES]; /* by tests chosen so far */
    uint8_t *alive;               /* by mutant: not told by a test so far */
    uint32_t mutant_count;
    bool was_late;
    struct program work, fresh;
    uint32_t wanted[RESULT_EDGES]; /* edges that the test in the making must reach */
    uint32_t wanted_count;
    uint32_t wanted_mutant;
    uint8_t wanted_outcome;
    struct chosen tests[CHOSEN_MAX];
    uint32_t count;
    struct result base;
    struct detail detail;
    uint8_t have[TRACE_EDGES];  /* scratch: edges of one run; all zero in between */
    struct program whole, part; /* of a test that may be several */
    uint32_t wanted_of_whole[RESULT_EDGES];
    struct observation kept[RESULT_OBSERVATIONS];
};

static struct chooser *chooser;

static uint32_t gain_of(const struct corpus_entry *entry)
{
    uint32_t gain = 0;
    for (uint32_t i = 0; i < entry->edge_count; i++)
        if (!chooser->reached[entry->edges[i].edge])
            gain += entry->edges[i].edge < TRACE_COMPARES ? 4 : 1;
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

/* Leaves in `wanted` what the run reached of it. */
static void keep_reached(const struct result *result)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < result->edge_count; i++)
        chooser->have[result->edges[i].edge] = 1;
    for (uint32_t i = 0; i < chooser->wanted_count; i++)
        if (chooser->have[chooser->wanted[i]])
            chooser->wanted[count++] = chooser->wanted[i];
    for (uint32_t i = 0; i < result->edge_count; i++)
        chooser->have[result->edges[i].edge] = 0;
    chooser->wanted_count = count;
}

static bool keeps_wanted(void *context, const struct program *program, const struct result *result)
{
    uint8_t *have = chooser->have;
    (void)context;
    if (result->outcome != chooser->wanted_outcome)
        return false;
    for (uint32_t i = 0; i < result->edge_count; i++)
        have[result->edges[i].edge] = 1;
    bool all = true;
    for (uint32_t i = 0; i < chooser->wanted_count && all; i++)
        all = have[chooser->wanted[i]];
    for (uint32_t i = 0; i < result->edge_count; i++)
        have[result->edges[i].edge] = 0;
    return all && (!chooser->wanted_mutant || cet_judge_tells(program, chooser->wanted_mutant));
}

/* Keeps what a second run with other addresses and fill bytes saw as well. UINT32_MAX: it ends differently. */
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
    struct observation *kept = chooser->kept;
    struct program *p = &chooser->work;
    cet_mark_setup(p, &test->tested_step);
    test->function = p->steps[test->tested_step].function;
    uint32_t count = keep_steady(p, kept);
    if (count == UINT32_MAX)
        return false;
    count = cet_select_observations(p, test->tested_step, kept, count, JUDGE_OBSERVATIONS);
    test->program = cet_program_keep(p);
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

static void mark_reached(struct chosen *test, const struct result *result)
{
    test->edges = cet_store_take(result->edge_count * sizeof *test->edges);
    for (uint32_t i = 0; i < result->edge_count; i++) {
        test->edges[test->edge_count++] = result->edges[i].edge;
        chooser->reached[result->edges[i].edge] = 1;
    }
    for (uint32_t i = 0; i < test->verdict.kill_count; i++)
        chooser->alive[test->verdict.kills[i].mutant] = 0;
}

static bool kills(const struct verdict *verdict, uint32_t mutant)
{
    for (uint32_t i = 0; i < verdict->kill_count; i++)
        if (verdict->kills[i].mutant == mutant)
            return true;
    return false;
}

/* Makes a test of program; what must be kept stands in the chooser. */
static bool make_test(const struct program *program, keeps_fn keeps, void *context)
{
    if (chooser->count == CHOSEN_MAX)
        return false;
    struct chosen *test = &chooser->tests[chooser->count];
    memset(test, 0, sizeof *test);
    cet_program_copy(&chooser->work, program);
    const struct result *result = cet_channel_run_one(&chooser->work, 0, 0);
    chooser->wanted_outcome = result->outcome;
    if (cet_is_failure(result->outcome) || !keeps(context, &chooser->work, result))
        return false; /* not the same as when it was found: hidden state */
    cet_shrink(&chooser->work, keeps, context, SHRINK_TRIES);
    cet_add_cleanup(&chooser->work);
    if (!finish_test(test) || test->outcome != chooser->wanted_outcome)
        return false;
    struct result *base = &chooser->base;
    test->verdict = cet_judge(test->program, test->outcome, test->observations, test->observation_count, NULL);
    if (chooser->wanted_mutant && !kills(&test->verdict, chooser->wanted_mutant))
        return false; /* what told it is not among what a test can assert */
    mark_reached(test, base);
    chooser->count++;
    return true;
}

static void want(const uint32_t *edges, uint32_t count)
{
    chooser->wanted_count = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!chooser->reached[edges[i]])
            chooser->wanted[chooser->wanted_count++] = edges[i];
}

/* A test for each part that alone reaches some of what the whole reaches; what only the whole reaches stays for it. */
static void make_parts(const struct program *program, const uint8_t *parts, uint32_t part_count)
{
    const uint32_t count = chooser->wanted_count;
    memcpy(chooser->wanted_of_whole, chooser->wanted, count * sizeof *chooser->wanted);
    cet_program_copy(&chooser->whole, program);
    for (uint32_t part = 0; part < part_count; part++) {
        want(chooser->wanted_of_whole, count);
        cet_program_copy(&chooser->part, &chooser->whole);
        cet_program_keep_part(&chooser->part, parts, (uint8_t)part);
        cet_program_compact(&chooser->part, &chooser->fresh);
        if (!cet_program_is_valid(&chooser->part))
            continue;
        const struct result *result = cet_channel_run_one(&chooser->part, 0, 0);
        if (cet_is_failure(result->outcome))
            continue;
        keep_reached(result);
        if (chooser->wanted_count)
            make_test(&chooser->part, keeps_wanted, NULL);
    }
    want(chooser->wanted_of_whole, count);
    if (chooser->wanted_count)
        make_test(&chooser->whole, keeps_wanted, NULL);
}

/* Calls that have nothing in common become tests of their own. */
static void make_tests(const struct program *program)
{
    uint8_t parts[PROGRAM_STEPS];
    const uint32_t part_count = cet_program_parts(program, parts);
    if (part_count > 1)
        make_parts(program, parts, part_count);
    else
        make_test(program, keeps_wanted, NULL);
}

static void cover_edges(const struct search_options *options)
{
    uint32_t count = cet_corpus_count(), *gains = cet_store_take((count + 1) * sizeof *gains);
    for (uint32_t i = 0; i < count; i++)
        gains[i] = gain_of(cet_corpus_get(i));
    for (uint32_t best; (best = best_entry(gains, count)) != UINT32_MAX;) {
        const struct corpus_entry *entry = cet_corpus_get(best);
        gains[best] = 0;
        chooser->wanted_count = chooser->wanted_mutant = 0;
        for (uint32_t i = 0; i < entry->edge_count; i++)
            if (!chooser->reached[entry->edges[i].edge])
                chooser->wanted[chooser->wanted_count++] = entry->edges[i].edge;
        make_tests(entry->program);
        cet_search_report(options, "choose", chooser->count, 0);
    }
}

/* ---- functions that are only reached through others -------------------------------------------------------------- */

/* The call that a function's own test is to make, and a mutant that it is to notice; 0: none was found that it does. */
struct call_wish {
    uint32_t row;
    uint32_t mutant;
};

/* Also by blocks that are left: the test asks for them at its end. */
static bool notices(const struct program *p, uint32_t mutant)
{
    const bool leaves_nothing = cet_channel_run_one(p, 0, 0)->leaks == 0;
    const struct result *result = cet_channel_run_one(p, mutant, 0);
    return (leaves_nothing && result->outcome == OUTCOME_RETURNED && result->leaks) || cet_judge_tells(p, mutant);
}

/* One that the last call alone comes to. */
static uint32_t noticed_mutant(const struct program *p)
{
    uint32_t reached[REACHED_MAX], before[REACHED_MAX], before_count = 0, tries = 0;
    if (p->step_count > 1) {
        cet_program_copy(&chooser->part, p);
        chooser->part.step_count--;
        before_count = cet_judge_reached(&chooser->part, before, REACHED_MAX);
    }
    const uint32_t count = cet_judge_reached(p, reached, REACHED_MAX);
    for (uint32_t i = 0; i < count && tries < NOTICED_TRIES; i++) {
        bool is_older = false;
        for (uint32_t k = 0; k < before_count && !is_older; k++)
            is_older = before[k] == reached[i];
        tries += !is_older;
        if (!is_older && notices(p, reached[i]))
            return reached[i];
    }
    return 0;
}

static bool is_call_wanted(void *context, const struct program *program, const struct result *result)
{
    const struct call_wish *wish = context;
    return result->outcome == OUTCOME_RETURNED &&
           row_of(program->steps[program->step_count - 1].function) == wish->row &&
           (!wish->mutant || notices(program, wish->mutant));
}

/* The cheapest of the corpus that ends with the function and returns; of those looked at, one that notices a mutant. */
static const struct program *find_known_call(uint32_t function, struct call_wish *wish)
{
    const struct corpus_entry *best = NULL;
    uint32_t looked_at = 0;
    for (uint32_t i = 0; i < cet_corpus_count(); i++) {
        const struct corpus_entry *entry = cet_corpus_get(i);
        const struct program *p = entry->program;
        if (p->steps[p->step_count - 1].function != function || entry->outcome != OUTCOME_RETURNED)
            continue;
        const uint32_t mutant = chooser->mutant_count && looked_at++ < KNOWN_TRIES ? noticed_mutant(p) : 0;
        if (best && (wish->mutant ? !mutant || entry->cost >= best->cost : !mutant && entry->cost >= best->cost))
            continue;
        best = entry;
        wish->mutant = mutant;
    }
    return best ? best->program : NULL;
}

/* Rather one that returns what another may be given. */
static uint32_t choose_maker(void)
{
    uint32_t function = cet_corpus_choose_function();
    for (int i = 0; i < 4 && !is_pointer(function_of(function)->result); i++)
        function = cet_corpus_choose_function();
    return function;
}

/* A new one that returns; NULL: none was found. must_notice: and that notices a mutant. */
static const struct program *find_new_call(uint32_t function, bool must_notice, struct call_wish *wish)
{
    for (uint32_t i = 0; i < (must_notice ? NOTICING_CALL_TRIES : CALL_TRIES); i++) {
        struct grower g = {.p = &chooser->fresh};
        cet_program_clear(g.p);
        for (uint32_t before = must_notice ? cet_below(3) : 0; before; before--)
            (void)cet_grow_call(&g, choose_maker());
        if (!cet_grow_call(&g, function))
            continue;
        cet_program_compact(g.p, &chooser->work);
        if (!cet_program_is_valid(g.p) ||
            cet_channel_run_one(g.p, 0, RUN_NO_FACTS | RUN_VARIANT)->outcome != OUTCOME_RETURNED)
            continue;
        wish->mutant = must_notice ? noticed_mutant(g.p) : 0;
        if (!must_notice || wish->mutant)
            return g.p;
    }
    return NULL;
}

static bool call_alone(uint32_t function)
{
    struct call_wish wish = {row_of(function), 0};
    const struct program *known = find_known_call(function, &wish), *p = known;
    if (chooser->mutant_count && !wish.mutant)
        p = find_new_call(function, true, &wish);
    if (!p)
        p = known ? known : find_new_call(function, false, &wish);
    return p && make_test(p, is_call_wanted, &wish);
}

/* They get a test of their own. */
static void call_each_function(void)
{
    bool *has_test = cet_store_take(cet_explore_unit.function_count + 1);
    chooser->wanted_count = chooser->wanted_mutant = 0;
    for (uint32_t t = 0; t < chooser->count; t++)
        has_test[row_of(chooser->tests[t].function)] = true;
    for (uint32_t f = 0; f < cet_explore_unit.function_count; f++)
        if (!has_test[row_of(f)] && function_of(f)->is_target)
            has_test[row_of(f)] = call_alone(f);
}

/* ---- mutants ----------------------------------------------------------------------------------------------------- */

/* Ends when `spent_max` is spent: at the same mutant on any machine. */
static void kill_mutants(const struct search_options *options, bool is_new, uint32_t tries, uint64_t spent_max)
{
    chooser->wanted_count = 0;
    for (uint32_t m = 1; m <= chooser->mutant_count && cet_channel_spent() < spent_max; m++) {
        cet_search_report(options, is_new ? "hunt" : "judge", m, chooser->mutant_count);
        if (cet_search_is_late(options, is_new ? 97 : 85)) {
            chooser->was_late = true;
            return;
        }
        if (!chooser->alive[m] || !cet_hunt_is_reached(m))
            continue;
        const struct program *p = is_new ? cet_hunt_new(m, tries) : cet_hunt_known(m, tries);
        chooser->wanted_mutant = m;
        if (p)
            make_test(p, keeps_wanted, NULL);
    }
    chooser->wanted_mutant = 0;
}

/* How many trials the mutants that are left may have each, from what the search may still cost. */
static uint32_t tries_each(uint64_t executions)
{
    uint32_t left = 0;
    for (uint32_t m = 1; m <= chooser->mutant_count; m++)
        left += chooser->alive[m] && cet_hunt_is_reached(m);
    uint64_t tries = left ? executions / (2 * left * HUNT_ROUNDS) : 0;
    return tries > 4000 ? 4000 : (uint32_t)tries;
}

struct choice cet_choose(const struct search_options *options)
{
    chooser = cet_store_take(sizeof *chooser);
    chooser->mutant_count = cet_mutant_count();
    chooser->alive = cet_store_take(chooser->mutant_count + 1);
    for (uint32_t m = 1; m <= chooser->mutant_count; m++)
        chooser->alive[m] = cet_mutant_id(m) != 0;
    cover_edges(options);
    call_each_function();
    if (chooser->mutant_count) {
        cet_hunt_open();
        const uint64_t spent_max = cet_channel_spent() + HUNT_COST_MAX * options->executions;
        kill_mutants(options, false, KNOWN_TRIES, spent_max);
        for (uint32_t round = 0; round < HUNT_ROUNDS; round++)
            kill_mutants(options, true, tries_each(options->executions), spent_max);
    }
    struct choice choice = {.tests = chooser->tests, .count = chooser->count};
    choice.was_late = chooser->was_late;
    for (uint32_t m = 1; m <= chooser->mutant_count; m++) {
        choice.mutants += cet_mutant_id(m) != 0;
        choice.killed += cet_mutant_id(m) != 0 && !chooser->alive[m];
    }
    cet_thin(&choice, chooser->mutant_count);
    cet_search_report_end(options, choice.killed, choice.mutants);
    return choice;
}
