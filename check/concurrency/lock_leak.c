/* A function returns on some path with a lock held that it took.
 *
 * Functions that lock for their callers do so too. They are told by their name, by returning the lock's owner, by
 * returning one thing with the lock held and another without while somebody else gives the lock back, or by holding it
 * on every way out while somebody else gives it back. */
#include <string.h>

#include "expressions.h"
#include "locks.h"
#include "pass.h"

/* Whether the function gives back such a lock without having taken it: on some way for good, or, with for_a_while, at
 * all. */
static bool gives_class(const struct lock_function *function, const struct lock_class *class, bool for_a_while)
{
    for (uint32_t i = 0; function && for_a_while && i < function->lock_count; i++)
        if (function->is_given_as_found[i] && lock_class_equals(&function->locks[i].class, class))
            return true;
    for (uint32_t i = 0; function && i < function->exit_count; i++)
        if (function->exits[i].status == LOCK_GIVEN &&
            lock_class_equals(&function->locks[function->exits[i].lock].class, class))
            return true;
    return false;
}

static bool is_given_elsewhere(const struct locks *locks, const struct lock_class *class)
{
    for (uint32_t i = 0; i < locks->facts->function_count; i++)
        if (gives_class(locks_of(locks, i), class, false))
            return true;
    return false;
}

/* Whether functions outside the facts of this run could give it back. */
static bool is_out_of_sight(const struct check_pass *pass, const struct lock_function *function,
                            const struct lock *lock)
{
    if (pass->scope == CHECK_SCOPE_PROGRAM || lock->is_local)
        return false;
    const struct fact_function *fact = &pass->facts->functions[function->function];
    uint32_t global = lock->class.global;
    bool is_private = global < pass->facts->global_count && pass->facts->globals[global].linkage == LINKAGE_STATIC;
    return fact->linkage == LINKAGE_EXTERNAL && !is_private;
}

struct ways_out {
    uint32_t held, other;
    bool is_told_apart; /* what is returned tells whether the lock is held, and that it is when the call worked */
    bool has_released;  /* on some way the function itself gave it back */
};

/* Whether the function reports failure by zero: NULL or false. */
static bool fails_with_zero(const struct facts *facts, const struct fact_function *function)
{
    uint32_t type = facts_resolve_type(facts, function->result_type);
    return type < facts->type_count &&
           (facts->types[type].kind == TYPE_POINTER || facts->types[type].kind == TYPE_BOOL);
}

static struct ways_out ways_of(const struct facts *facts, const struct lock_function *function, uint32_t lock)
{
    struct ways_out ways = {0};
    uint32_t values[2][RETURNED_CODE + 1] = {0};
    for (uint32_t i = 0; i < function->exit_count; i++) {
        const struct lock_exit *way = &function->exits[i];
        if (way->lock != lock || way->status == LOCK_LOST)
            continue;
        bool is_held = way->status == LOCK_HELD;
        ways.held += is_held;
        ways.other += !is_held;
        values[is_held][way->returned]++;
    }
    bool is_zero_failure = fails_with_zero(facts, &facts->functions[function->function]);
    uint32_t others_not_zero = values[0][RETURNED_NONZERO] + values[0][RETURNED_CODE];
    ways.is_told_apart = !values[0][RETURNED_ANY] && !values[1][RETURNED_ANY] && !values[1][RETURNED_CODE] &&
                         !(values[0][RETURNED_ZERO] && values[1][RETURNED_ZERO]) &&
                         !(others_not_zero && values[1][RETURNED_NONZERO]) &&
                         !(is_zero_failure && values[1][RETURNED_ZERO]);
    ways.has_released = function->is_released[lock];
    return ways;
}

/* Taking the lock is all that the function does, or what it is called for. */
static bool locks_for_its_caller(const struct check_pass *pass, const struct locks *locks,
                                 const struct lock_function *function, uint32_t index, const struct ways_out *ways)
{
    const struct lock *lock = &function->locks[index];
    if (lock->is_local)
        return false;
    if (gives_class(function, &lock->class, true)) /* one function for both */
        return true;
    bool is_named_so = name_speaks_of_taking(pass->facts->functions[function->function].name);
    if (is_named_so && (!ways->other || ways->is_told_apart))
        return true;
    if ((is_named_so || !ways->has_released) && is_given_elsewhere(locks, &lock->class))
        return true;
    if (locks->is_entry[function->function] || (ways->other && !ways->is_told_apart))
        return false;
    /* Who both takes and gives it back, and is called by nobody, does not do so for others. */
    bool has_caller =
        locks->graph.first_of_callee[function->function] < locks->graph.first_of_callee[function->function + 1];
    if (!ways->other && ways->has_released && !has_caller)
        return false;
    return is_out_of_sight(pass, function, lock) || is_given_elsewhere(locks, &lock->class);
}

static void report(struct check_pass *pass, const struct lock_function *function, const struct lock_exit *way)
{
    const struct fact_function *fact = &pass->facts->functions[function->function];
    const struct graph_node *nodes = fact->graph.nodes;
    const char *lock = function->locks[way->lock].shown;
    struct source_range taken = way->since < fact->graph.node_count ? nodes[way->since].range : fact->range;
    if (way->node >= fact->graph.node_count) {
        check_report(pass, &(struct check_place){.function = fact, .range = taken},
                     "'%s' is still held when the function ends; unlock it on every path", lock);
        return;
    }
    check_report(pass,
                 &(struct check_place){.function = fact,
                                       .range = nodes[way->node].range,
                                       .note = {taken, arena_printf(pass->arena, "'%s' is taken here", lock)}},
                 "'%s' is still held when the function returns here; unlock it before", lock);
}

static bool was_reported(const struct lock_function *function, uint32_t index)
{
    const struct lock_exit *way = &function->exits[index];
    for (uint32_t i = 0; i < index; i++)
        if (function->exits[i].lock == way->lock && function->exits[i].node == way->node &&
            function->exits[i].status == LOCK_HELD)
            return true;
    return false;
}

/* Whether the lock is held because of a call whose own body is where the unlock is missing. */
static bool is_leaked_by_callee(const struct check_pass *pass, const struct locks *locks,
                                const struct lock_function *function, const struct lock_exit *way)
{
    const struct fact_function *callee =
        way->since == NO_ID
            ? NULL
            : called_function(pass->facts, &pass->facts->functions[function->function].graph, way->since);
    const struct lock_function *other = callee ? locks_of(locks, (uint32_t)(callee - pass->facts->functions)) : NULL;
    for (uint32_t i = 0; other && i < other->lock_count; i++) {
        struct ways_out ways = ways_of(pass->facts, other, i);
        if (lock_class_equals(&other->locks[i].class, &function->locks[way->lock].class) && ways.held)
            return !locks_for_its_caller(pass, locks, other, i, &ways);
    }
    return false;
}

static void look_at_function(struct check_pass *pass, const struct locks *locks, const struct lock_function *function)
{
    for (uint32_t lock = 0; lock < function->lock_count; lock++) {
        struct ways_out ways = ways_of(pass->facts, function, lock);
        if (!ways.held || locks_for_its_caller(pass, locks, function, lock, &ways))
            continue;
        for (uint32_t i = 0; i < function->exit_count; i++)
            if (function->exits[i].lock == lock && function->exits[i].status == LOCK_HELD &&
                !was_reported(function, i) && !is_leaked_by_callee(pass, locks, function, &function->exits[i]))
                report(pass, function, &function->exits[i]);
    }
}

void check_lock_leak(struct check_pass *pass)
{
    const struct locks *locks = check_locks(pass);
    for (uint32_t i = 0; i < pass->facts->function_count; i++) {
        const struct lock_function *function = locks_of(locks, i);
        if (function && function->is_solved)
            look_at_function(pass, locks, function);
    }
}
