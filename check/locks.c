#include "locks.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "lock_effects.h"
#include "lock_flow.h"
#include "pass.h"
#include "threads.h"

#define MAX_ROUNDS 5 /* functions that lock for functions that lock for functions... */

const struct lock_function *locks_of(const struct locks *locks, uint32_t function)
{
    return locks->functions && function < locks->facts->function_count ? locks->functions[function] : NULL;
}

uint8_t lock_function_held(const struct lock_function *function, uint32_t node)
{
    return function->is_solved && function->held ? function->held[node] : 0;
}

/* False when the facts know no function that takes or gives back a lock. */
static bool find_calls(struct locks *locks)
{
    const struct facts *facts = locks->facts;
    bool has_lock = false;
    locks->calls = arena_array(&locks->arena, (size_t)facts->function_count + 1, sizeof *locks->calls);
    for (uint32_t i = 0; i < facts->function_count; i++) {
        locks->calls[i] = lock_call_of(facts, &facts->functions[i]);
        has_lock |= locks->calls[i].action != LOCK_NONE;
    }
    return has_lock;
}

/* --- locks that may be taken again by their holder --- */

static bool speaks_of_recursion(const struct function_graph *graph, uint32_t node)
{
    uint32_t end = node < graph->node_count ? graph->nodes[node].subtree_end : 0;
    for (uint32_t i = node; i < end && i < graph->node_count; i++) {
        const char *text = graph->nodes[i].kind == NODE_ENUMERATOR ? graph->nodes[i].text : NULL;
        if (text && (strstr(text, "RECURSIVE") || strstr(text, "recursive")))
            return true;
    }
    return false;
}

/* Whether an attribute object was made recursive in this function. */
static bool sets_recursive(const struct facts *facts, const struct function_graph *graph)
{
    for (uint32_t node = 0; node < graph->node_count; node++) {
        const struct fact_function *callee = called_function(facts, graph, node);
        if (callee && !strcmp(callee->name, "pthread_mutexattr_settype") &&
            speaks_of_recursion(graph, graph_child(graph, node, 2)))
            return true;
    }
    return false;
}

static void add_class(struct arena *arena, struct lock_class **classes, uint32_t *count, const struct lock_class *class)
{
    struct lock_class *grown = arena_array(arena, (size_t)*count + 1, sizeof *grown);
    if (*count)
        memcpy(grown, *classes, *count * sizeof *grown);
    grown[(*count)++] = *class;
    *classes = grown;
}

static void look_at_init(struct locks *locks, uint32_t function, uint32_t node, bool has_recursive_attribute)
{
    const struct facts *facts = locks->facts;
    const struct function_graph *graph = &facts->functions[function].graph;
    struct expression_names names;
    struct lock lock;
    int64_t value;
    uint32_t attribute = graph_child(graph, node, 2);
    bool is_plain = constant_value(graph, attribute, &value) && value == 0;
    bool is_recursive = speaks_of_recursion(graph, attribute) || (!is_plain && has_recursive_attribute);
    bool is_c11 = !strcmp(facts->functions[graph->nodes[node].symbol].name, "mtx_init");
    expression_names_init(&names, facts, &facts->functions[function], &locks->arena);
    bool is_known = lock_of_argument(&names, node, &locks->calls[graph->nodes[node].symbol], &lock) &&
                    lock_class_is_known(&lock.class);
    if (is_recursive && is_known)
        add_class(&locks->arena, &locks->nesting, &locks->nesting_count, &lock.class);
    else if (!is_recursive && is_known && (is_plain || is_c11))
        add_class(&locks->arena, &locks->plain, &locks->plain_count, &lock.class);
    else if (!is_plain && !is_c11)
        locks->may_all_nest = true; /* an attribute that came from elsewhere, or a lock that did */
}

static void find_nesting(struct locks *locks)
{
    const struct facts *facts = locks->facts;
    for (uint32_t i = 0; i < facts->macro_count; i++)
        locks->may_all_nest |=
            facts->macros[i].expansions && strstr(facts->macros[i].name, "RECURSIVE_MUTEX_INITIALIZER");
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct function_graph *graph = &facts->functions[i].graph;
        int is_recursive = -1;
        for (uint32_t node = 0; node < graph->node_count; node++) {
            if (!called_function(facts, graph, node) || locks->calls[graph->nodes[node].symbol].action != LOCK_INIT)
                continue;
            if (is_recursive < 0)
                is_recursive = sets_recursive(facts, graph);
            look_at_init(locks, i, node, is_recursive);
        }
    }
}

/* --- what functions leave behind --- */

static bool is_same_effects(const struct lock_effects *a, const struct lock_effects *b)
{
    if (a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (a->items[i].change != b->items[i].change || a->items[i].param != b->items[i].param ||
            a->items[i].traits != b->items[i].traits || strcmp(a->items[i].below, b->items[i].below) != 0)
            return false;
    return true;
}

static void mark_callers(const struct call_graph *graph, uint32_t function, bool *is_marked)
{
    for (uint32_t i = graph->first_of_callee[function]; i < graph->first_of_callee[function + 1]; i++)
        is_marked[graph->sites[graph->by_callee[i]].caller] = true;
}

/* Marks in is_changed whose callers have to be looked at again. */
static bool solve_marked(struct locks *locks, const bool *is_marked, bool *is_changed)
{
    bool has_changed = false;
    for (uint32_t i = 0; i < locks->facts->function_count; i++) {
        is_changed[i] = false;
        if (!is_marked[i] || !locks->facts->functions[i].graph.block_count)
            continue;
        SCOPED(arena_release) struct arena scratch = {0};
        struct lock_function function;
        lock_flow_run(locks, i, false, &scratch, &function);
        struct lock_effects effects = lock_effects_of(locks, &function, &locks->arena);
        is_changed[i] = !is_same_effects(&effects, &locks->effects[i]);
        has_changed |= is_changed[i];
        locks->effects[i] = effects;
        locks->passed[i] = locks_passed_by(locks, &function, &locks->arena);
    }
    return has_changed;
}

static void find_effects(struct locks *locks, const struct call_graph *graph, bool *is_lock_user)
{
    uint32_t count = locks->facts->function_count;
    SCOPED(memory_free_pointer) bool *is_marked = memory_new((size_t)count + 1, sizeof *is_marked);
    SCOPED(memory_free_pointer) bool *is_changed = memory_new((size_t)count + 1, sizeof *is_changed);
    for (uint32_t i = 0; i < count; i++)
        if (locks->calls[i].action != LOCK_NONE)
            mark_callers(graph, i, is_marked);
    for (unsigned round = 0; round < MAX_ROUNDS; round++) {
        for (uint32_t i = 0; i < count; i++)
            is_lock_user[i] |= is_marked[i];
        if (!solve_marked(locks, is_marked, is_changed))
            break;
        memset(is_marked, 0, count);
        for (uint32_t i = 0; i < count; i++)
            if (is_changed[i])
                mark_callers(graph, i, is_marked);
    }
}

/* --- what functions wait for --- */

static bool add_acquired(struct lock_effects *acquired, const struct lock *lock, unsigned traits)
{
    for (uint32_t i = 0; i < acquired->count; i++)
        if (acquired->items[i].param == lock->param && !strcmp(acquired->items[i].below, lock->below))
            return false;
    if (acquired->count == LOCK_EFFECTS ||
        (lock->param == NO_ID && lock->key[0] != 'G' && strncmp(lock->key, "(*G", 3) != 0))
        return false;
    acquired->items[acquired->count++] = (struct lock_effect){.change = CHANGE_TAKES,
                                                              .traits = (uint8_t)traits,
                                                              .param = lock->param,
                                                              .below = lock->below,
                                                              .shown = lock->shown,
                                                              .class = lock->class};
    return true;
}

static bool acquire_at_call(struct locks *locks, const struct expression_names *names, uint32_t function, uint32_t node,
                            uint32_t callee)
{
    struct lock lock;
    bool has_changed = false;
    const struct lock_call *call = &locks->calls[callee];
    if (call->action == LOCK_TAKE && lock_of_argument(names, node, call, &lock))
        has_changed |= add_acquired(&locks->acquired[function], &lock, call->traits);
    const struct lock_effects acquired = locks->acquired[callee];
    for (uint32_t i = 0; i < acquired.count; i++)
        if (lock_of_effect(names, node, &acquired.items[i], &lock))
            has_changed |= add_acquired(&locks->acquired[function], &lock, acquired.items[i].traits);
    return has_changed;
}

static void find_acquired(struct locks *locks, const struct call_graph *graph)
{
    uint32_t count = locks->facts->function_count;
    SCOPED(memory_free_pointer) bool *is_marked = memory_new((size_t)count + 1, sizeof *is_marked);
    SCOPED(memory_free_pointer) bool *is_next = memory_new((size_t)count + 1, sizeof *is_next);
    for (uint32_t i = 0; i < count; i++)
        if (locks->calls[i].action == LOCK_TAKE)
            mark_callers(graph, i, is_marked);
    for (unsigned round = 0; round < MAX_ROUNDS; round++) {
        bool has_changed = false;
        memset(is_next, 0, count);
        for (uint32_t i = 0; i < count; i++) {
            if (!is_marked[i])
                continue;
            struct expression_names names;
            expression_names_init(&names, locks->facts, &locks->facts->functions[i], &locks->arena);
            bool is_changed = false;
            for (uint32_t site = graph->first_site[i]; site < graph->first_site[i + 1]; site++)
                is_changed |= acquire_at_call(locks, &names, i, graph->sites[site].node, graph->sites[site].callee);
            if (is_changed)
                mark_callers(graph, i, is_next);
            has_changed |= is_changed;
        }
        if (!has_changed)
            break;
        memcpy(is_marked, is_next, count);
    }
}

/* --- all of it --- */

static void find_entries(struct locks *locks)
{
    const struct facts *facts = locks->facts;
    locks->is_entry = arena_array(&locks->arena, (size_t)facts->function_count + 1, sizeof *locks->is_entry);
    threads_find_starts(facts, locks->is_entry);
    for (uint32_t i = 0; i < facts->function_count; i++)
        locks->is_entry[i] |=
            facts->functions[i].linkage == LINKAGE_EXTERNAL && !strcmp(facts->functions[i].name, "main");
}

static void solve_all(struct locks *locks, const bool *is_lock_user)
{
    uint32_t count = locks->facts->function_count;
    locks->functions = arena_array(&locks->arena, (size_t)count + 1, sizeof *locks->functions);
    for (uint32_t i = 0; i < count; i++) {
        if (!is_lock_user[i] || !locks->facts->functions[i].graph.block_count)
            continue;
        locks->functions[i] = arena_alloc(&locks->arena, sizeof *locks->functions[i]);
        lock_flow_run(locks, i, true, &locks->arena, locks->functions[i]);
    }
}

void locks_find(struct locks *locks, const struct facts *facts)
{
    *locks = (struct locks){.facts = facts};
    if (!find_calls(locks))
        return;
    SCOPED(memory_free_pointer) bool *is_lock_user =
        memory_new((size_t)facts->function_count + 1, sizeof *is_lock_user);
    call_graph_find(&locks->graph, facts);
    locks->effects = arena_array(&locks->arena, (size_t)facts->function_count + 1, sizeof *locks->effects);
    locks->passed = arena_array(&locks->arena, (size_t)facts->function_count + 1, sizeof *locks->passed);
    locks->acquired = arena_array(&locks->arena, (size_t)facts->function_count + 1, sizeof *locks->acquired);
    find_entries(locks);
    find_nesting(locks);
    find_effects(locks, &locks->graph, is_lock_user);
    find_acquired(locks, &locks->graph);
    solve_all(locks, is_lock_user);
}

const struct locks *check_locks(struct check_pass *pass)
{
    if (!*pass->locks) {
        *pass->locks = arena_alloc(pass->arena, sizeof **pass->locks);
        locks_find(*pass->locks, pass->facts);
    }
    return *pass->locks;
}

void locks_release(struct locks *locks)
{
    if (!locks)
        return;
    call_graph_release(&locks->graph);
    arena_release(&locks->arena);
}
