#include "locks_on_entry.h"

#include <stdlib.h>

#include "cet/core/memory.h"

#define MAX_ROUNDS 40 /* bits are only taken away; past this the rest counts as held by nobody */

uint32_t entry_class(const struct locks_on_entry *entry, const struct lock_class *class)
{
    for (uint32_t i = 0; i < entry->class_count; i++)
        if (lock_class_equals(&entry->classes[i], class))
            return i;
    return NO_ID;
}

static void find_classes(struct locks_on_entry *entry, const struct locks *locks)
{
    for (uint32_t i = 0; i < locks->facts->function_count; i++) {
        const struct lock_function *function = locks_of(locks, i);
        for (uint32_t k = 0; function && k < function->lock_count && entry->class_count < MAX_LOCK_CLASSES; k++) {
            const struct lock_class *class = &function->locks[k].class;
            if (lock_class_is_known(class) && entry_class(entry, class) == NO_ID)
                entry->classes[entry->class_count++] = *class;
        }
    }
}

/* Classes that are held at the node, or may be. */
static uint64_t classes_at(const struct locks_on_entry *entry, const struct lock_function *function, uint32_t node)
{
    uint8_t held = function && function->unsure ? function->held[node] | function->unsure[node] : 0;
    uint64_t classes = 0;
    for (uint32_t i = 0; held && i < function->lock_count; i++) {
        uint32_t class = held & 1u << i ? entry_class(entry, &function->locks[i].class) : NO_ID;
        if (class != NO_ID)
            classes |= 1ull << class;
    }
    return classes;
}

/* A function that gives back a lock which it did not take was called with it. */
static uint64_t given_back(const struct locks_on_entry *entry, const struct lock_function *function)
{
    uint64_t classes = 0;
    for (uint32_t i = 0; function && i < function->exit_count; i++) {
        if (function->exits[i].status != LOCK_GIVEN)
            continue;
        uint32_t class = entry_class(entry, &function->locks[function->exits[i].lock].class);
        if (class != NO_ID)
            classes |= 1ull << class;
    }
    return classes;
}

static bool has_known_callers(const struct locks *locks, uint32_t function)
{
    const struct call_graph *graph = &locks->graph;
    return !locks->is_entry[function] && !graph->is_address_taken[function] &&
           graph->first_of_callee[function] < graph->first_of_callee[function + 1];
}

static uint64_t held_by_all_callers(const struct locks_on_entry *entry, const struct locks *locks, uint32_t function)
{
    const struct call_graph *graph = &locks->graph;
    uint64_t held = UINT64_MAX;
    for (uint32_t i = graph->first_of_callee[function]; i < graph->first_of_callee[function + 1]; i++) {
        const struct call_site *site = &graph->sites[graph->by_callee[i]];
        const struct lock_function *caller = locks_of(locks, site->caller);
        bool is_unknown = caller && (!caller->is_solved || caller->has_more_locks);
        if (site->caller != function && !is_unknown)
            held &= entry->held[site->caller] | classes_at(entry, caller, site->node);
    }
    return held;
}

void locks_on_entry_find(struct locks_on_entry *entry, const struct locks *locks)
{
    uint32_t count = locks->facts->function_count;
    *entry = (struct locks_on_entry){.held = memory_new((size_t)count + 1, sizeof *entry->held)};
    find_classes(entry, locks);
    for (uint32_t i = 0; i < count; i++)
        entry->held[i] = has_known_callers(locks, i) ? UINT64_MAX : 0;
    bool has_changed = true;
    for (unsigned round = 0; has_changed && round < MAX_ROUNDS; round++) {
        has_changed = false;
        for (uint32_t i = 0; i < count; i++) {
            uint64_t held = entry->held[i] ? entry->held[i] & held_by_all_callers(entry, locks, i) : 0;
            has_changed |= held != entry->held[i];
            entry->held[i] = held;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        if (has_changed) /* not settled */
            entry->held[i] = 0;
        entry->held[i] |= given_back(entry, locks_of(locks, i));
    }
}

void locks_on_entry_release(struct locks_on_entry *entry)
{
    if (!entry)
        return;
    free(entry->held);
    entry->held = NULL;
}
