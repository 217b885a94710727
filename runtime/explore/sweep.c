#include "sweep.h"

#include <string.h>

#include "channel.h"
#include "learned.h"
#include "mutate.h"
#include "pools.h"
#include "store.h"
#include "tables.h"

#define FAILURES_EACH 6
#define FAILURES_ALL 40
#define FULL_FILES_EACH 5
#define NUMBERS_ALL 160

/* The n-th allocation of each step fails. How many there are is asked first. */
static void fail_allocations(const struct corpus_entry *entry, struct program *next, sweep_fn queue)
{
    const struct result *result = cet_channel_run_one(entry->program, 0, RUN_NO_FACTS);
    uint16_t allocations[PROGRAM_STEPS];
    memcpy(allocations, result->allocations, sizeof allocations);
    uint32_t all = 0;
    for (uint16_t s = 0; s < entry->program->step_count; s++) {
        if (entry->program->steps[s].fail_allocation)
            continue;
        for (int16_t n = 1; n <= allocations[s] && n <= FAILURES_EACH && all < FAILURES_ALL; n++, all++) {
            cet_program_copy(next, entry->program);
            next->steps[s].fail_allocation = n;
            queue(next);
        }
        if (allocations[s] > 1) {
            cet_program_copy(next, entry->program);
            next->steps[s].fail_allocation = -1;
            queue(next);
        }
    }
}

/* Files that take nothing, and files that are full after a few bytes. */
static void fail_writes(const struct corpus_entry *entry, struct program *next, sweep_fn queue)
{
    for (uint16_t i = 0; i < entry->program->value_count; i++) {
        if (entry->program->values[i].kind != VALUE_FILE || entry->program->values[i].number)
            continue;
        for (int64_t room = 0; room < FULL_FILES_EACH; room++) {
            cet_program_copy(next, entry->program);
            next->values[i].number = room + 1;
            next->values[i].length = 0;
            queue(next);
        }
    }
}

/* NULL for each pointer argument of the last steps, and for each pointer in an object. */
static void try_nulls(const struct corpus_entry *entry, struct program *next, struct program *scratch, sweep_fn queue)
{
    const struct program *p = entry->program;
    for (uint16_t s = 0; s < p->step_count; s++)
        for (uint8_t a = 0; a < p->steps[s].arg_count; a++) {
            uint32_t function = p->steps[s].function;
            uint32_t type = function_of(function)->params[a].type;
            const struct learned_param *l = &cet_learned(function)->params[a];
            bool is_hopeless = l->nulls >= 6 && l->null_crashes == l->nulls;
            if (!is_pointer(type) || p->values[p->steps[s].args[a]].kind == VALUE_NULL || is_hopeless)
                continue;
            cet_program_copy(next, p);
            uint16_t null = cet_program_add(next, VALUE_NULL, type);
            if (null == NO_VALUE)
                return;
            next->values[null].name = function_of(function)->params[a].name;
            next->steps[s].args[a] = null;
            cet_program_compact(next, scratch);
            queue(next);
        }
    for (uint16_t i = 0; i < p->value_count; i++) {
        const struct value *v = &p->values[i];
        if (v->field == NO_FIELD || v->kind == VALUE_NULL || !is_pointer(v->type))
            continue;
        cet_program_copy(next, p);
        next->values[i].kind = VALUE_NULL;
        next->values[i].item_count = 0;
        cet_program_compact(next, scratch);
        queue(next);
    }
}

static void try_numbers(const struct corpus_entry *entry, struct program *next, sweep_fn queue)
{
    uint32_t all = 0;
    for (uint16_t i = 0; i < entry->program->value_count; i++) {
        if (entry->program->values[i].kind != VALUE_INT)
            continue;
        int64_t number, before = entry->program->values[i].number;
        for (uint32_t n = 0; n < 64 && cet_pools_boundary(entry->program->values[i].type, n, &number); n++) {
            if (number == before || all++ > NUMBERS_ALL)
                continue;
            cet_program_copy(next, entry->program);
            next->values[i].number = number;
            queue(next);
        }
        for (int step = -1; step <= 1; step += 2) {
            cet_program_copy(next, entry->program);
            next->values[i].number = before + step;
            queue(next);
        }
    }
}

/* Each compare of the run answered at each place that holds what was compared. */
static void follow_compares(const struct corpus_entry *entry, struct program *next, struct program *scratch,
                            sweep_fn queue)
{
    uint32_t rounds = 2 * (entry->compare_count + entry->token_count);
    for (uint32_t i = 0; i < rounds && i < 300; i++)
        if (cet_mutate_compare(next, entry, i / 2, scratch))
            queue(next);
}

void cet_sweep(const struct corpus_entry *entry, struct program *next, struct program *scratch, sweep_fn queue)
{
    fail_allocations(entry, next, queue);
    fail_writes(entry, next, queue);
    try_nulls(entry, next, scratch, queue);
    try_numbers(entry, next, queue);
    follow_compares(entry, next, scratch, queue);
}
