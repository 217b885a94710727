/* A lock taken again by who holds it: the second call waits for ever.
 *
 * Silent for locks that are made to be taken again, and for those that may be: locks of libraries that are known by
 * name only, readers' locks taken twice for reading, and, where the second taking is inside a call, every lock whose
 * making is not seen. */
#include <string.h>

#include "locks.h"
#include "pass.h"

static bool is_among(const struct lock_class *classes, uint32_t count, const struct lock_class *class)
{
    for (uint32_t i = 0; i < count; i++)
        if (lock_class_equals(&classes[i], class))
            return true;
    return false;
}

/* Whether it is seen how the lock is made, and that it is made in the plain way. */
static bool is_seen_made_plain(const struct locks *locks, const struct lock *lock)
{
    if (is_among(locks->plain, locks->plain_count, &lock->class))
        return true;
    uint32_t global = lock->class.global;
    return global < locks->facts->global_count && locks->facts->globals[global].is_defined;
}

static bool may_be_taken_again(const struct locks *locks, const struct lock *lock, const struct lock_event *event)
{
    if (event->traits & (LOCK_NESTS | LOCK_SHARED) || is_among(locks->nesting, locks->nesting_count, &lock->class))
        return true;
    if (is_seen_made_plain(locks, lock))
        return locks->may_all_nest && !is_among(locks->plain, locks->plain_count, &lock->class);
    return locks->may_all_nest || event->is_elsewhere;
}

static void report(struct check_pass *pass, const struct lock_function *function, const struct lock_event *event)
{
    const struct fact_function *fact = &pass->facts->functions[function->function];
    const struct graph_node *nodes = fact->graph.nodes;
    const struct lock *lock = &function->locks[event->lock];
    struct check_note note = {0};
    if (event->since < fact->graph.node_count)
        note = (struct check_note){nodes[event->since].range,
                                   arena_printf(pass->arena, "'%s' is taken here", lock->shown)};
    struct check_place place = {.function = fact, .range = nodes[event->node].range, .note = note};
    uint32_t callee = nodes[event->node].symbol;
    if (event->is_elsewhere && callee < pass->facts->function_count)
        check_report(pass, &place,
                     "'%s' takes '%s', which is held here already: the call waits for ever; call it after "
                     "the unlock, or a variant of it that expects the lock to be held",
                     pass->facts->functions[callee].name, lock->shown);
    else
        check_report(pass, &place,
                     "'%s' is held already when it is taken here: the call waits for ever; unlock it first "
                     "or take it once",
                     lock->shown);
}

void check_double_lock(struct check_pass *pass)
{
    const struct locks *locks = check_locks(pass);
    for (uint32_t i = 0; i < pass->facts->function_count; i++) {
        const struct lock_function *function = locks_of(locks, i);
        for (uint32_t k = 0; function && k < function->event_count; k++) {
            const struct lock_event *event = &function->events[k];
            if (event->kind == LOCK_TAKEN_TWICE && !may_be_taken_again(locks, &function->locks[event->lock], event))
                report(pass, function, event);
        }
    }
}
