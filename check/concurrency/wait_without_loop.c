/* Waiting for a condition outside of a loop that asks again: the wait may end although nothing has happened, or what
 * happened has been used up by another thread already.
 *
 * A wait is in such a loop when a way leads from it back to it on which the lock is not given back, or when the loop's
 * own condition is asked between taking the lock and the wait, or when what the wait hangs on is asked again behind it.
 * Functions that only wait for others are looked at where they are called. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "locks.h"
#include "pass.h"

#define MAX_WRAPPERS 3 /* functions around functions that wait */

struct wait_check {
    struct check_pass *pass;
    const struct locks *locks;
    bool *is_waiter; /* for each function: calling it is waiting */
    bool *is_timed;  /* for each of those: it ends with time */
};

/* One function with a wait. */
struct wait_place {
    const struct wait_check *check;
    const struct function_graph *graph;
    uint32_t node;
    uint32_t block;
    uint32_t at; /* the wait is this element of its block */
};

static bool gives(const struct wait_check *check, const struct function_graph *graph, uint32_t node)
{
    if (node >= graph->node_count || !called_function(check->pass->facts, graph, node))
        return false;
    uint32_t callee = graph->nodes[node].symbol;
    if (check->locks->calls[callee].action == LOCK_GIVE)
        return true;
    for (uint32_t i = 0; i < check->locks->effects[callee].count; i++)
        if (check->locks->effects[callee].items[i].change == CHANGE_GIVES)
            return true;
    return false;
}

static bool takes(const struct wait_check *check, const struct function_graph *graph, uint32_t node)
{
    if (node >= graph->node_count || !called_function(check->pass->facts, graph, node))
        return false;
    uint32_t callee = graph->nodes[node].symbol;
    if (check->locks->calls[callee].action == LOCK_TAKE || check->locks->calls[callee].action == LOCK_TRY)
        return true;
    for (uint32_t i = 0; i < check->locks->effects[callee].count; i++)
        if (check->locks->effects[callee].items[i].change != CHANGE_GIVES)
            return true;
    return false;
}

typedef bool (*lock_question_fn)(const struct wait_check *check, const struct function_graph *graph, uint32_t node);

/* Whether an element of the block from first up to end is one that the question asks for. */
static bool has_element(const struct wait_place *place, uint32_t block, uint32_t first, uint32_t end,
                        lock_question_fn ask)
{
    const struct graph_block *b = &place->graph->blocks[block];
    for (uint32_t i = first; i < end && i < b->element_count; i++)
        if (ask(place->check, place->graph, place->graph->elements[b->first_element + i]))
            return true;
    return false;
}

/* Marks the blocks that ways from the wait lead to; with is_holding only those on which the lock stays held. The wait's
 * own block counts when a way comes back to it. */
static void reach_from(const struct wait_place *place, bool is_holding, bool *is_reached)
{
    const struct function_graph *graph = place->graph;
    uint32_t *waiting = memory_new((size_t)graph->block_count + 1, sizeof *waiting);
    uint32_t count = 0;
    waiting[count++] = place->block;
    for (bool is_first = true; count; is_first = false) {
        uint32_t block = waiting[--count];
        if (is_holding && has_element(place, block, is_first ? place->at + 1 : 0, UINT32_MAX, gives))
            continue;
        for (uint32_t i = 0; i < graph->blocks[block].successor_count; i++) {
            uint32_t next = graph->successors[graph->blocks[block].first_successor + i];
            if (next >= graph->block_count || is_reached[next])
                continue;
            is_reached[next] = true;
            if (next != place->block)
                waiting[count++] = next;
        }
    }
    free(waiting);
}

static bool is_inside(const struct function_graph *graph, uint32_t node, uint32_t statement)
{
    return statement < graph->node_count && node > statement && node < graph->nodes[statement].subtree_end;
}

static bool is_loop(const struct graph_node *node)
{
    return node->kind == NODE_WHILE || node->kind == NODE_DO || node->kind == NODE_FOR;
}

/* Whether from the block a way leads to the wait on which no lock is taken. */
static bool leads_to_wait_untaken(const struct wait_place *place, uint32_t from)
{
    const struct function_graph *graph = place->graph;
    bool *is_reached = memory_new((size_t)graph->block_count + 1, sizeof *is_reached);
    uint32_t *waiting = memory_new((size_t)graph->block_count + 1, sizeof *waiting);
    uint32_t count = 0;
    bool is_found = false;
    waiting[count++] = from;
    for (bool is_first = true; count && !is_found; is_first = false) {
        uint32_t block = waiting[--count];
        if (block == place->block && !is_first) {
            is_found = !has_element(place, block, 0, place->at, takes);
            continue;
        }
        if (!is_first && has_element(place, block, 0, UINT32_MAX, takes))
            continue;
        for (uint32_t i = 0; i < graph->blocks[block].successor_count; i++) {
            uint32_t next = graph->successors[graph->blocks[block].first_successor + i];
            if (next >= graph->block_count || is_reached[next])
                continue;
            is_reached[next] = true;
            waiting[count++] = next;
        }
    }
    free(is_reached);
    free(waiting);
    return is_found;
}

/* A loop around the wait asks its condition with the lock held. */
static bool is_asked_by_loop(const struct wait_place *place, const bool *is_reached)
{
    const struct function_graph *graph = place->graph;
    for (uint32_t block = 0; block < graph->block_count; block++) {
        uint32_t loop = graph->blocks[block].terminator;
        if (is_reached[block] && loop < graph->node_count && is_loop(&graph->nodes[loop]) &&
            is_inside(graph, place->node, loop) && leads_to_wait_untaken(place, block))
            return true;
    }
    return false;
}

/* The condition of the innermost `if` that the wait hangs on, NO_ID: none. */
static uint32_t condition_around(const struct function_graph *graph, uint32_t node)
{
    for (uint32_t at = graph->nodes[node].parent; at != NO_ID; at = graph->nodes[at].parent) {
        uint32_t condition = graph->nodes[at].kind == NODE_IF ? graph_child(graph, at, 0) : NO_ID;
        if (condition != NO_ID && condition != node && !is_inside(graph, node, condition))
            return condition;
    }
    return NO_ID;
}

/* Whether both expressions ask for one variable or field. */
static bool ask_the_same(const struct function_graph *graph, uint32_t a, uint32_t b)
{
    for (uint32_t i = a; i < graph->nodes[a].subtree_end && i < graph->node_count; i++) {
        enum node_kind kind = (enum node_kind)graph->nodes[i].kind;
        if (kind != NODE_MEMBER && kind != NODE_GLOBAL && kind != NODE_LOCAL)
            continue;
        for (uint32_t k = b; k < graph->nodes[b].subtree_end && k < graph->node_count; k++)
            if (graph->nodes[k].kind == kind &&
                (kind != NODE_LOCAL || graph->nodes[i].parent == NO_ID ||
                 graph->nodes[graph->nodes[i].parent].kind != NODE_MEMBER) &&
                is_same_place(graph, i, k))
                return true;
    }
    return false;
}

/* What the wait hangs on is asked again behind it, before the lock is given back. */
static bool is_asked_behind(const struct wait_place *place, const bool *is_reached_holding)
{
    const struct function_graph *graph = place->graph;
    uint32_t condition = condition_around(graph, place->node);
    if (condition >= graph->node_count)
        return false;
    for (uint32_t block = 0; block < graph->block_count; block++) {
        uint32_t asked = graph->blocks[block].condition;
        if (is_reached_holding[block] && asked < graph->node_count && asked > place->node &&
            ask_the_same(graph, condition, asked))
            return true;
    }
    return false;
}

static bool is_timed(const struct wait_check *check, const struct function_graph *graph, uint32_t node)
{
    uint32_t callee = graph->nodes[node].symbol;
    const char *name = check->pass->facts->functions[callee].name;
    return check->is_timed[callee] || strstr(name, "timed") || strstr(name, "clock");
}

static bool is_in_loop(const struct wait_place *place)
{
    bool *is_reached = memory_new((size_t)place->graph->block_count + 1, sizeof *is_reached);
    reach_from(place, true, is_reached);
    bool is_asked = (is_reached[place->block] && !has_element(place, place->block, 0, place->at, gives)) ||
                    is_asked_behind(place, is_reached);
    if (!is_asked) {
        memset(is_reached, 0, place->graph->block_count);
        reach_from(place, false, is_reached);
        /* A wait that ends with time is as often a pause, and then nothing is asked. */
        bool is_pause = is_timed(place->check, place->graph, place->node) &&
                        (place->check->is_waiter[place->graph->nodes[place->node].symbol] || is_reached[place->block] ||
                         condition_around(place->graph, place->node) == NO_ID);
        is_asked = is_pause || is_asked_by_loop(place, is_reached);
    }
    free(is_reached);
    return is_asked;
}

static bool is_wait(const struct wait_check *check, const struct function_graph *graph, uint32_t node)
{
    if (!called_function(check->pass->facts, graph, node))
        return false;
    uint32_t callee = graph->nodes[node].symbol;
    return check->locks->calls[callee].action == LOCK_WAIT || check->is_waiter[callee];
}

/* Calls found with each wait that is in no loop. */
typedef void (*wait_fn)(struct wait_check *check, uint32_t function, uint32_t node);

static void each_bare_wait(struct wait_check *check, uint32_t function, wait_fn found)
{
    const struct function_graph *graph = &check->pass->facts->functions[function].graph;
    for (uint32_t block = 0; block < graph->block_count; block++)
        for (uint32_t i = 0; i < graph->blocks[block].element_count; i++) {
            uint32_t node = graph->elements[graph->blocks[block].first_element + i];
            struct wait_place place = {check, graph, node, block, i};
            if (node < graph->node_count && is_wait(check, graph, node) && !is_in_loop(&place))
                found(check, function, node);
        }
}

static bool has_taken(const struct wait_check *check, uint32_t function)
{
    const struct function_graph *graph = &check->pass->facts->functions[function].graph;
    for (uint32_t node = 0; node < graph->node_count; node++)
        if (takes(check, graph, node))
            return true;
    return false;
}

static bool is_used_by_others(const struct wait_check *check, uint32_t function)
{
    const struct call_graph *graph = &check->locks->graph;
    return graph->is_address_taken[function] || graph->first_of_callee[function] < graph->first_of_callee[function + 1];
}

/* Whether the lock itself is handed in: `(pthread_mutex_t *mutex)`. */
static bool is_handed_in(const struct wait_check *check, uint32_t function, uint32_t node)
{
    const struct fact_function *fact = &check->pass->facts->functions[function];
    const struct lock_call *call = &check->locks->calls[fact->graph.nodes[node].symbol];
    SCOPED(arena_release) struct arena arena = {0};
    struct expression_names names;
    struct lock lock;
    expression_names_init(&names, check->pass->facts, fact, &arena);
    return call->action == LOCK_WAIT && lock_of_argument(&names, node, call, &lock) && lock.param != NO_ID &&
           !*lock.below;
}

/* It waits with its caller's lock: who asks is the caller. */
static bool waits_for_caller(const struct wait_check *check, uint32_t function, uint32_t node)
{
    if (has_taken(check, function))
        return false;
    return is_used_by_others(check, function) || is_handed_in(check, function, node) ||
           condition_around(&check->pass->facts->functions[function].graph, node) == NO_ID;
}

static void note_waiter(struct wait_check *check, uint32_t function, uint32_t node)
{
    if (!waits_for_caller(check, function, node))
        return;
    check->is_waiter[function] = true;
    check->is_timed[function] |= is_timed(check, &check->pass->facts->functions[function].graph, node);
}

static void report(struct wait_check *check, uint32_t function, uint32_t node)
{
    const struct fact_function *fact = &check->pass->facts->functions[function];
    if (waits_for_caller(check, function, node))
        return;
    check_report(
        check->pass, &(struct check_place){.function = fact, .range = fact->graph.nodes[node].range},
        "'%s' may return although nothing has happened; wait in a loop that asks again for what is waited for: "
        "`while (!ready) wait`",
        check->pass->facts->functions[fact->graph.nodes[node].symbol].name);
}

static bool has_wait(const struct locks *locks)
{
    for (uint32_t i = 0; locks->functions && i < locks->facts->function_count; i++)
        if (locks->calls[i].action == LOCK_WAIT)
            return true;
    return false;
}

void check_wait_without_loop(struct check_pass *pass)
{
    struct wait_check check = {.pass = pass, .locks = check_locks(pass)};
    uint32_t count = pass->facts->function_count;
    if (!has_wait(check.locks))
        return;
    check.is_waiter = memory_new((size_t)count + 1, sizeof *check.is_waiter);
    check.is_timed = memory_new((size_t)count + 1, sizeof *check.is_timed);
    for (unsigned round = 0; round < MAX_WRAPPERS; round++)
        for (uint32_t i = 0; i < count; i++)
            each_bare_wait(&check, i, note_waiter);
    for (uint32_t i = 0; i < count; i++)
        each_bare_wait(&check, i, report);
    free(check.is_waiter);
    free(check.is_timed);
}
