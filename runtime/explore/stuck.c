#include "stuck.h"

#include "mutate.h"
#include "room.h"
#include "store.h"
#include "tables.h"
#include "trace.h"

#define TURN_PERCENT 8u  /* of what the search tries next */
#define ROOM_PERCENT 60u /* of the programs that ran over something: it becomes longer, and nothing else changes */
#define STUMBLES 64u     /* of one function at a time */
#define NEWEST 6u
#define GOALS 16u
#define TRIES_MAX 250u /* then others have their turn: nobody's argument may be what this one lacks */

struct stumble {
    struct corpus_entry entry;
    uint32_t goals[GOALS], goal_count; /* edges that only crashing runs have taken */
    uint32_t tries;
    uint16_t overrun; /* value that was too short, NO_VALUE: none was */
    uint32_t missing; /* bytes behind its end */
};

struct stuck_function {
    bool is_listed;
    uint32_t count;
    struct stumble *stumbles[STUMBLES];
};

struct stuck {
    struct stuck_function *functions;
    uint32_t *ids, count;         /* of those that are listed */
    uint8_t buckets[TRACE_EDGES]; /* reached before a crash */
};

static struct stuck *stuck;

void cet_stuck_open(void)
{
    stuck = cet_store_take(sizeof *stuck);
    stuck->functions = cet_store_take(cet_explore_unit.function_count * sizeof *stuck->functions);
    stuck->ids = cet_store_take(cet_explore_unit.function_count * sizeof *stuck->ids);
}

/* What others had come to before they crashed is not far. */
static bool got_further(const struct result *result)
{
    bool is_new = false;
    for (uint32_t i = 0; i < result->edge_count; i++) {
        const struct edge_hit hit = result->edges[i];
        if (cet_corpus_has_reached(hit) || !(hit.bucket & ~stuck->buckets[hit.edge]))
            continue;
        stuck->buckets[hit.edge] |= (uint8_t)hit.bucket;
        is_new = true;
    }
    return is_new;
}

static uint32_t find_goals(const struct result *result, uint32_t *out)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < result->edge_count && count < GOALS; i++)
        if (result->edges[i].edge < TRACE_COMPARES && !cet_corpus_is_covered(result->edges[i].edge))
            out[count++] = result->edges[i].edge;
    return count;
}

static bool has_goal(const struct stumble *stumble)
{
    if (stumble->tries >= TRIES_MAX)
        return false;
    for (uint32_t i = 0; i < stumble->goal_count; i++)
        if (!cet_corpus_is_covered(stumble->goals[i]))
            return true;
    return false;
}

static void note_overrun(struct stumble *stumble, const struct result *result)
{
    const bool is_known = result->fault == FAULT_VALUE && result->fault_value < stumble->entry.program->value_count;
    stumble->overrun = is_known ? result->fault_value : NO_VALUE;
    stumble->missing = result->fault_distance > 0 ? (uint32_t)result->fault_distance : 0;
}

static void drop_done(struct stuck_function *f)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->count; i++)
        if (has_goal(f->stumbles[i]))
            f->stumbles[kept++] = f->stumbles[i];
    f->count = kept;
}

static struct stumble *add(uint32_t function, const struct program *program)
{
    struct stuck_function *f = &stuck->functions[function];
    if (f->count == STUMBLES)
        drop_done(f);
    if (f->count == STUMBLES)
        return NULL;
    if (!f->is_listed)
        stuck->ids[stuck->count++] = function;
    f->is_listed = true;
    struct stumble *stumble = f->stumbles[f->count++] = cet_store_take(sizeof *stumble);
    stumble->entry.program = cet_program_keep(program);
    return stumble;
}

struct corpus_entry *cet_stuck_offer(const struct program *program, const struct result *result)
{
    if ((result->outcome != OUTCOME_CRASH && result->outcome != OUTCOME_OVERFLOW) ||
        result->step >= program->step_count)
        return NULL;
    const uint32_t function = program->steps[result->step].function;
    uint32_t goals[GOALS];
    const uint32_t goal_count = find_goals(result, goals);
    if (!function_of(function)->is_target || !goal_count || !got_further(result))
        return NULL;
    struct stumble *stumble = add(function, program);
    if (!stumble)
        return NULL;
    stumble->entry.outcome = result->outcome;
    stumble->goal_count = goal_count;
    for (uint32_t i = 0; i < goal_count; i++)
        stumble->goals[i] = goals[i];
    note_overrun(stumble, result);
    return &stumble->entry;
}

/* Of any function, the newest more often: they got furthest. NULL: those of the one whose turn it was are done. */
static struct stumble *pick(void)
{
    const uint32_t at = cet_below(stuck->count);
    struct stuck_function *f = &stuck->functions[stuck->ids[at]];
    drop_done(f);
    if (!f->count) {
        stuck->ids[at] = stuck->ids[--stuck->count];
        f->is_listed = false;
        return NULL;
    }
    const uint32_t span = f->count > NEWEST && percent(70) ? NEWEST : f->count;
    return f->stumbles[f->count - 1 - cet_below(span)];
}

bool cet_stuck_change(struct program *p, struct program *scratch)
{
    if (!stuck->count || !percent(TURN_PERCENT))
        return false;
    struct stumble *stumble = pick();
    if (!stumble)
        return false;
    stumble->tries++;
    if (stumble->overrun == NO_VALUE || !percent(ROOM_PERCENT))
        return cet_mutate_entry(p, &stumble->entry, scratch);
    cet_program_copy(p, stumble->entry.program);
    if (!cet_room_behind(p, stumble->overrun, stumble->missing + 1))
        return cet_mutate_entry(p, &stumble->entry, scratch);
    cet_program_compact(p, scratch);
    return cet_program_is_valid(p);
}
