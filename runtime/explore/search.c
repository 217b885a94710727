#include "search.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "blame.h"
#include "channel.h"
#include "corpus.h"
#include "documents.h"
#include "grow.h"
#include "learned.h"
#include "mutate.h"
#include "pools.h"
#include "store.h"
#include "stuck.h"
#include "sweep.h"
#include "tables.h"

#define SLOW_AT_ONCE 2
#define PATIENCE 30
#define CRASHES 400u
#define UNCLEAR_EACH 4u
#define REPEATS_EACH 16u  /* programs that were tried before take the time of one execution */
#define EXPLORE_SHARE 55u /* percent of a time cap; choosing and hunting have the rest */

struct search {
    struct program next, scratch;
    struct program found[CHANNEL_BATCH]; /* of a batch, to be confirmed */
    uint32_t batch;                      /* jobs filled */
    struct program slow[SLOW_AT_ONCE];   /* of a batch, which may hang */
    uint32_t patience;                   /* times that such a one was given more time */
    uint32_t crash_count;
    struct crash crashes[CRASHES];
    uint64_t started_ms, reported_ms;
    uint64_t repeats;     /* programs made that had been tried before: all that a small unit has in the end */
    uint32_t swept;       /* corpus entries whose neighbourhood was tried */
    uint64_t sweep_ended; /* executions when the last sweep ended */
};

static struct search *search;

uint64_t cet_search_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void cet_search_report(const struct search_options *options, const char *phase, uint64_t done, uint64_t total)
{
    uint64_t now = cet_search_now_ms();
    if (options->progress < 0 || now - search->reported_ms < 200)
        return;
    search->reported_ms = now;
    dprintf(options->progress, "%s %llu %llu %llu %u %u %llu\n", phase, (unsigned long long)done,
            (unsigned long long)total, (unsigned long long)cet_channel_executions(), cet_corpus_covered(),
            cet_corpus_count(), (unsigned long long)(now - search->started_ms));
}

/* The last figure of a phase, however little time has gone by. */
static void report_last(const struct search_options *options, const char *phase, uint64_t done, uint64_t total)
{
    search->reported_ms = 0;
    cet_search_report(options, phase, done, total);
}

void cet_search_report_end(const struct search_options *options, uint64_t killed, uint64_t mutants)
{
    report_last(options, "killed", killed, mutants);
}

const struct crash *cet_search_crashes(uint32_t *ret_count)
{
    *ret_count = search->crash_count;
    return search->crashes;
}

bool cet_crashes_are_alike(const struct crash *known, const struct crash *crash)
{
    return known->program->steps[known->step].function == crash->program->steps[crash->step].function &&
           known->outcome == crash->outcome && known->fault == crash->fault && known->code == crash->code &&
           known->blame == crash->blame && known->undefined.line == crash->undefined.line;
}

static bool is_known_before(uint32_t count, const struct crash *crash)
{
    for (uint32_t i = 0; i < count; i++)
        if (cet_crashes_are_alike(&search->crashes[i], crash))
            return true;
    return false;
}

void cet_search_settle(void (*settle)(struct crash *crash))
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < search->crash_count; i++) {
        settle(&search->crashes[i]);
        if (!is_known_before(kept, &search->crashes[i]))
            search->crashes[kept++] = search->crashes[i];
    }
    search->crash_count = kept;
}

static bool is_known_to_hang(const struct program *program, const struct result *result)
{
    for (uint32_t i = 0; i < search->crash_count; i++) {
        const struct crash *known = &search->crashes[i];
        if (known->outcome == OUTCOME_HANG && result->step < program->step_count &&
            known->program->steps[known->step].function == program->steps[result->step].function)
            return true;
    }
    return false;
}

/* Where crash is to be kept; NULL: enough of its kind are known. */
static struct crash *place_of(const struct crash *crash)
{
    uint32_t alike = 0;
    struct crash *longest = NULL;
    for (uint32_t i = 0; i < search->crash_count; i++) {
        struct crash *known = &search->crashes[i];
        if (!cet_crashes_are_alike(known, crash))
            continue;
        alike++;
        if (!longest || known->program->step_count > longest->program->step_count)
            longest = known;
    }
    if (alike < (crash->blame == BLAME_UNCLEAR ? UNCLEAR_EACH : 1u) && search->crash_count < CRASHES)
        return &search->crashes[search->crash_count++];
    return longest && longest->program->step_count > crash->program->step_count ? longest : NULL;
}

void cet_search_remember(const struct program *program, const struct result *result, uint8_t flags)
{
    if (result->step >= program->step_count || !function_of(program->steps[result->step].function)->is_target)
        return;
    struct crash crash = {.program = program,
                          .outcome = result->outcome,
                          .fault = result->fault,
                          .code = result->code,
                          .step = result->step,
                          .fault_value = result->fault_value,
                          .long_lengths = result->long_lengths,
                          .fault_distance = result->fault_distance,
                          .undefined = result->undefined,
                          .flags = flags};
    crash.blame = cet_blame(&crash);
    struct crash *place = place_of(&crash);
    if (!place)
        return;
    crash.program = cet_program_keep(program);
    *place = crash;
}

/* What a kept program compared is learned by running it once more. */
static void learn_compares(struct corpus_entry *entry)
{
    const struct result *result = cet_channel_run_one(entry->program, 0, RUN_LOG_COMPARES | RUN_NO_FACTS);
    cet_pools_learn(result);
    entry->compare_count = result->compare_count;
    entry->compares = cet_store_take(result->compare_count * sizeof *entry->compares);
    memcpy(entry->compares, result->compares, result->compare_count * sizeof *entry->compares);
    entry->token_count = result->token_count;
    entry->tokens = cet_store_take(result->token_count * sizeof *entry->tokens);
    memcpy(entry->tokens, result->tokens, result->token_count * sizeof *entry->tokens);
}

/* A long text in a loop within a loop takes many edges too. */
static void confirm_hang(const struct program *program)
{
    if (search->patience == PATIENCE)
        return;
    search->patience++;
    const struct result *result = cet_channel_run_one(program, 0, RUN_NO_FACTS | RUN_PATIENT);
    if (cet_is_failure(result->outcome))
        cet_search_remember(program, result, RUN_PATIENT);
}

/* Taken in only as it runs with other addresses, fill bytes and freed memory out of reach. */
static void confirm(const struct program *program)
{
    const struct result *result = cet_channel_run_one(program, 0, RUN_NO_FACTS | RUN_VARIANT);
    if (result->outcome == OUTCOME_HANG)
        confirm_hang(program);
    else if (cet_is_failure(result->outcome))
        cet_search_remember(program, result, RUN_VARIANT);
    else
        cet_corpus_offer(program, result);
}

static void flush_batch(void)
{
    if (!search->batch)
        return;
    uint32_t before = cet_corpus_count(), found_count = 0, slow_count = 0, stumble_count = 0;
    struct corpus_entry *stumbles[CHANNEL_BATCH];
    cet_channel_run(search->batch);
    for (uint32_t i = 0; i < search->batch; i++) {
        const struct program *program = &cet_channel_job(i)->program;
        const struct result *result = cet_channel_result(i);
        cet_learned_update(program, result);
        cet_documents_learn(program, result);
        if (result->outcome == OUTCOME_HANG) {
            if (slow_count < SLOW_AT_ONCE && !is_known_to_hang(program, result))
                cet_program_copy(&search->slow[slow_count++], program);
        } else if (cet_is_failure(result->outcome)) {
            cet_search_remember(program, result, 0);
            stumbles[stumble_count] = cet_stuck_offer(program, result);
            stumble_count += stumbles[stumble_count] != NULL;
        } else if (cet_corpus_would_take(result)) {
            cet_program_copy(&search->found[found_count++], program);
        }
    }
    search->batch = 0;
    for (uint32_t i = 0; i < found_count; i++)
        confirm(&search->found[i]);
    for (uint32_t i = 0; i < slow_count; i++)
        confirm_hang(&search->slow[i]);
    for (uint32_t i = before; i < cet_corpus_count(); i++)
        learn_compares(cet_corpus_get(i));
    for (uint32_t i = 0; i < stumble_count; i++)
        learn_compares(stumbles[i]);
}

static void queue(const struct program *program)
{
    if (!cet_program_is_valid(program) || !cet_corpus_is_new(program)) {
        search->repeats++;
        return;
    }
    struct job *job = cet_channel_job(search->batch++);
    job->mutant = 0;
    job->flags = RUN_NO_FACTS;
    cet_program_copy(&job->program, program);
    if (search->batch == CHANNEL_BATCH)
        flush_batch();
}

bool cet_search_is_late(const struct search_options *options, uint32_t share)
{
    return options->budget_ms && cet_search_now_ms() - search->started_ms >= options->budget_ms * share / 100;
}

static uint64_t spent(void)
{
    return cet_channel_spent() + search->repeats / REPEATS_EACH;
}

static bool is_over(const struct search_options *options, bool *ret_was_capped)
{
    if (cet_search_is_late(options, EXPLORE_SHARE)) {
        *ret_was_capped = true;
        return true;
    }
    return spent() >= options->executions;
}

/* Each function a few times alone, so that every one has its chance before the search has favourites. */
static void call_each_function(const struct search_options *options, bool *was_capped)
{
    for (uint32_t round = 0; round < 24; round++)
        for (uint32_t f = 0; f < cet_explore_unit.function_count && !is_over(options, was_capped); f++) {
            cet_program_clear(&search->next);
            struct grower g = {.p = &search->next};
            if (!cet_grow_call(&g, f))
                continue;
            cet_program_compact(&search->next, &search->scratch);
            queue(&search->next);
        }
    flush_batch();
}

static bool make_next(void)
{
    if (cet_stuck_change(&search->next, &search->scratch))
        return true;
    const struct corpus_entry *entry = percent(88) ? cet_corpus_pick() : NULL;
    return entry ? cet_mutate_entry(&search->next, entry, &search->scratch)
                 : cet_mutate_fresh(&search->next, &search->scratch);
}

bool cet_search(const struct search_options *options)
{
    bool was_capped = false;
    search = cet_store_take(sizeof *search);
    search->started_ms = cet_search_now_ms();
    call_each_function(options, &was_capped);
    while (!is_over(options, &was_capped)) {
        cet_search_report(options, "explore", spent(), options->executions);
        /* Half of the work at most goes into neighbourhoods of new finds. */
        if (search->swept < cet_corpus_count() && search->sweep_ended * 2 <= cet_channel_executions() + 2000) {
            flush_batch();
            uint64_t before = cet_channel_executions();
            cet_sweep(cet_corpus_get(search->swept++), &search->next, &search->scratch, queue);
            flush_batch();
            search->sweep_ended += cet_channel_executions() - before;
        }
        for (uint32_t i = 0; i < 4 * CHANNEL_BATCH; i++)
            if (make_next())
                queue(&search->next);
    }
    flush_batch();
    const uint64_t all = spent(); /* the last batch may go beyond the budget */
    report_last(options, "explore", all < options->executions ? all : options->executions, options->executions);
    return was_capped;
}
