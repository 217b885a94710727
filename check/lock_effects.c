#include "lock_effects.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"

/* Whether the lock's name means the same to a caller, who can put its arguments for the parameters: it mentions no
 * local variable, and no parameter that was changed. */
static bool is_known_outside(const struct lock_function *function, const struct lock *lock)
{
    const char *text = lock->below;
    for (const char *end = strchr(text, ';'); end; end = strchr(end + 1, ';')) {
        const char *digits = end;
        while (digits > text && digits[-1] >= '0' && digits[-1] <= '9')
            digits--;
        char letter = digits > text ? digits[-1] : 0;
        unsigned long number = strtoul(digits, NULL, 10);
        if (letter == 'L' || (letter == 'P' && (number >= function->names.function->param_count ||
                                                function->names.is_param_assigned[number])))
            return false;
    }
    return lock->param != NO_ID || strchr(text, 'G');
}

struct exit_counts {
    uint32_t held, given, same; /* ways out */
    uint32_t lost;
    uint32_t held_on_zero, held_on_nonzero;
    uint32_t other_on_zero, other_on_nonzero;
};

static struct exit_counts count_exits(const struct lock_function *function, uint32_t lock)
{
    struct exit_counts counts = {0};
    for (uint32_t i = 0; i < function->exit_count; i++) {
        const struct lock_exit *way = &function->exits[i];
        if (way->lock != lock)
            continue;
        bool is_held = way->status == LOCK_HELD;
        counts.held += is_held;
        counts.given += way->status == LOCK_GIVEN;
        counts.same += way->status == LOCK_FREE || way->status == LOCK_AS_FOUND;
        counts.lost += way->status == LOCK_LOST;
        counts.held_on_zero += is_held && way->returned == RETURNED_ZERO;
        counts.held_on_nonzero += is_held && way->returned >= RETURNED_NONZERO;
        counts.other_on_zero += !is_held && way->returned == RETURNED_ZERO;
        counts.other_on_nonzero += !is_held && way->returned >= RETURNED_NONZERO;
    }
    return counts;
}

/* False when the function leaves the lock as it found it. */
static bool change_of(const struct exit_counts *counts, enum lock_change *ret_change, unsigned *ret_traits)
{
    uint32_t others = counts->given + counts->same + counts->lost;
    *ret_traits = 0;
    if (!counts->held && !counts->given && !counts->lost)
        return false;
    if (counts->held && others && counts->held == counts->held_on_zero && others == counts->other_on_nonzero)
        *ret_change = counts->same ? CHANGE_TAKES_ON_ZERO : CHANGE_TAKES;
    else if (counts->held && others && counts->held == counts->held_on_nonzero && others == counts->other_on_zero)
        *ret_change = CHANGE_TAKES_ON_NONZERO;
    else if (counts->held && !counts->given && !counts->same)
        *ret_change = CHANGE_TAKES;
    else if (counts->given && !counts->held && !counts->same)
        *ret_change = CHANGE_GIVES;
    else
        *ret_change = CHANGE_UNKNOWN;
    if (*ret_change == CHANGE_TAKES && others && counts->held == counts->held_on_zero)
        *ret_traits = LOCK_TELLS;
    return true;
}

/* Traits of the calls by which the function takes the lock. */
static unsigned traits_of(const struct locks *locks, const struct lock_function *function, uint32_t lock)
{
    const struct function_graph *graph = &locks->facts->functions[function->function].graph;
    for (uint32_t i = 0; i < function->exit_count; i++) {
        uint32_t since = function->exits[i].since;
        if (function->exits[i].lock != lock || function->exits[i].status != LOCK_HELD || since >= graph->node_count ||
            !called_function(locks->facts, graph, since))
            continue;
        uint32_t callee = graph->nodes[since].symbol;
        if (locks->calls[callee].action != LOCK_NONE)
            return locks->calls[callee].traits;
        return locks->effects[callee].count ? locks->effects[callee].items[0].traits : 0;
    }
    return 0;
}

static void add_effect(struct lock_effects *effects, const struct lock *lock, enum lock_change change, unsigned traits,
                       struct arena *arena)
{
    if (effects->count < LOCK_EFFECTS)
        effects->items[effects->count++] = (struct lock_effect){.change = (uint8_t)change,
                                                                .traits = (uint8_t)traits,
                                                                .param = lock->param,
                                                                .below = arena_strdup(arena, lock->below),
                                                                .shown = arena_strdup(arena, lock->shown),
                                                                .class = lock->class};
}

struct lock_effects lock_effects_of(const struct locks *locks, const struct lock_function *function,
                                    struct arena *arena)
{
    struct lock_effects effects = {0};
    for (uint32_t lock = 0; lock < function->lock_count; lock++) {
        struct exit_counts counts = count_exits(function, lock);
        enum lock_change change;
        unsigned tells;
        if (is_known_outside(function, &function->locks[lock]) && change_of(&counts, &change, &tells))
            add_effect(&effects, &function->locks[lock], change,
                       (traits_of(locks, function, lock) & ~(unsigned)LOCK_TELLS) | tells, arena);
    }
    return effects;
}

/* Whether every way out has taken the lock and given it back. */
static bool is_passed(const struct lock_function *function, uint32_t lock)
{
    bool has_way = false;
    for (uint32_t i = 0; i < function->exit_count; i++) {
        const struct lock_exit *way = &function->exits[i];
        if (way->lock == lock && (way->status != LOCK_FREE || way->since == NO_ID))
            return false;
        has_way |= way->lock == lock;
    }
    return has_way;
}

struct lock_effects locks_passed_by(const struct locks *locks, const struct lock_function *function,
                                    struct arena *arena)
{
    const struct function_graph *graph = &locks->facts->functions[function->function].graph;
    struct lock_effects passed = {0};
    for (uint32_t node = 0; node < graph->node_count; node++) {
        struct lock lock;
        const struct lock_call *call =
            called_function(locks->facts, graph, node) ? &locks->calls[graph->nodes[node].symbol] : NULL;
        if (!call || call->action != LOCK_TAKE || !lock_of_argument(&function->names, node, call, &lock))
            continue;
        for (uint32_t i = 0; i < function->lock_count; i++)
            if (!strcmp(function->locks[i].key, lock.key) && is_known_outside(function, &lock) &&
                is_passed(function, i))
                add_effect(&passed, &lock, CHANGE_TAKES, call->traits, arena);
    }
    return passed;
}
