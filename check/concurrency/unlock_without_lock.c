/* A lock given back on a path that does not hold it: given back before, or taken on other paths only. A function that
 * gives back what its caller holds is no finding. */
#include "locks.h"
#include "pass.h"

static void report(struct check_pass *pass, const struct lock_function *function, const struct lock_event *event)
{
    const struct fact_function *fact = &pass->facts->functions[function->function];
    const struct graph_node *nodes = fact->graph.nodes;
    const char *lock = function->locks[event->lock].shown;
    struct check_place place = {.function = fact, .range = nodes[event->node].range};
    if (event->since < fact->graph.node_count && event->since != event->node) {
        place.note =
            (struct check_note){nodes[event->since].range, arena_printf(pass->arena, "'%s' is given back here", lock)};
        check_report(pass, &place, "'%s' has been given back already on a path that leads here; unlock it once", lock);
    } else if (event->since == event->node) {
        check_report(pass, &place,
                     "'%s' is given back again in the next round of the loop; take it in each round or unlock "
                     "it behind the loop",
                     lock);
    } else {
        check_report(pass, &place,
                     "'%s' is given back on a path on which it was not taken; lock it on each path that leads "
                     "here",
                     lock);
    }
}

void check_unlock_without_lock(struct check_pass *pass)
{
    const struct locks *locks = check_locks(pass);
    for (uint32_t i = 0; i < pass->facts->function_count; i++) {
        const struct lock_function *function = locks_of(locks, i);
        for (uint32_t k = 0; function && k < function->event_count; k++)
            if (function->events[k].kind == LOCK_NOT_HELD)
                report(pass, function, &function->events[k]);
    }
}
