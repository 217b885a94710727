#include "paths.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "comparison.h"
#include "expressions.h"
#include "flow.h"

/* Of all paths together, loops gone round: where more are needed, fewer variables are followed. */
#define VISITS_OF_A_NODE 10
#define MAX_WORK 1000000 /* nodes: 100 calls in a function of 10,000 */

struct state {
    uint32_t count;
    struct path paths[PATHS_MAX];
};

/* Values that are not known are 0, so that equal paths are equal bytes. */
static void forget_value(struct path *path, uint32_t local)
{
    path->known &= ~(1u << local);
    path->values[local] = 0;
}

static void set_value(struct path *path, uint32_t local, int64_t value)
{
    path->known |= 1u << local;
    path->values[local] = value;
}

static bool is_same_path(const struct path *a, const struct path *b)
{
    return a->marks == b->marks && a->known == b->known && !memcmp(a->values, b->values, sizeof a->values);
}

static bool add_path(struct path_walk *walk, struct state *state, const struct path *path)
{
    for (uint32_t i = 0; i < state->count; i++)
        if (is_same_path(&state->paths[i], path))
            return false;
    if (state->count == PATHS_MAX) {
        walk->is_overfull = true;
        return false;
    }
    state->paths[state->count++] = *path;
    return true;
}

static bool join(void *context, void *into, const void *from)
{
    const struct state *other = from;
    bool has_changed = false;
    for (uint32_t i = 0; i < other->count; i++)
        has_changed |= add_path(context, into, &other->paths[i]);
    return has_changed;
}

static void enter(void *context, void *state_bytes)
{
    struct state *state = state_bytes;
    state->count = 1;
    state->paths[0].marks = ((struct path_walk *)context)->start;
}

uint32_t path_local(const struct path_walk *walk, uint32_t node)
{
    node = graph_skip_casts(walk->graph, node);
    if (node >= walk->graph->node_count)
        return NO_ID;
    const struct graph_node *n = &walk->graph->nodes[node];
    if (n->kind == NODE_LOCAL || n->kind == NODE_DECLARE)
        for (uint32_t i = 0; i < walk->local_count; i++)
            if (walk->locals[i] == n->symbol)
                return i;
    return NO_ID;
}

bool path_value(const struct path_walk *walk, const struct path *path, uint32_t expr, int64_t *ret_value)
{
    if (constant_value(walk->graph, expr, ret_value))
        return true;
    uint32_t local = path_local(walk, expr);
    if (local == NO_ID || !(path->known & 1u << local))
        return false;
    *ret_value = path->values[local];
    return true;
}

static void store(const struct path_walk *walk, struct path *path, uint32_t node)
{
    const struct graph_node *n = &walk->graph->nodes[node];
    bool is_declare = n->kind == NODE_DECLARE;
    uint32_t local = path_local(walk, is_declare ? node : graph_child(walk->graph, node, 0));
    uint32_t value = is_declare ? graph_child(walk->graph, node, 0) : graph_child(walk->graph, node, 1);
    int64_t constant;
    if (local == NO_ID)
        return;
    if ((n->kind == NODE_ASSIGN || is_declare) && n->op == OP_NONE && path_value(walk, path, value, &constant))
        set_value(path, local, constant);
    else
        forget_value(path, local);
}

static bool is_step(const struct graph_node *node)
{
    return node->kind == NODE_UNARY &&
           (node->op == OP_PRE_INC || node->op == OP_PRE_DEC || node->op == OP_POST_INC || node->op == OP_POST_DEC);
}

/* What was different may have become one. */
static void add_again(struct path_walk *walk, struct state *state)
{
    struct state before = *state;
    state->count = 0;
    for (uint32_t i = 0; i < before.count; i++)
        add_path(walk, state, &before.paths[i]);
}

static bool store_on_all(const struct path_walk *walk, struct state *state, uint32_t node)
{
    bool has_changed = false;
    if (walk->local_count == 0)
        return false;
    for (uint32_t i = 0; i < state->count; i++) {
        struct path before = state->paths[i];
        store(walk, &state->paths[i], node);
        has_changed |= !is_same_path(&before, &state->paths[i]);
    }
    return has_changed;
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct path_walk *walk = context;
    struct state *state = state_bytes;
    const struct graph_node *n = &walk->graph->nodes[node];
    bool is_store = n->kind == NODE_ASSIGN || n->kind == NODE_DECLARE || is_step(n);
    bool has_changed = false;
    walk->visits += state->count;
    if (walk->visits > walk->visits_max)
        walk->is_overfull = true;
    if (walk->is_overfull)
        state->count = 0; /* nothing more is found in this round: let it end */
    if (n->kind == NODE_CALL && walk->ends && never_returns(walk->ends, n->symbol))
        state->count = 0;
    if (is_store)
        has_changed = store_on_all(walk, state, node);
    for (uint32_t i = 0; i < state->count; i++) {
        uint32_t marks = state->paths[i].marks;
        walk->visit(walk, &state->paths[i], node);
        has_changed |= marks != state->paths[i].marks;
    }
    if (has_changed)
        add_again(walk, state);
}

/* False when the path cannot take the edge; learns what a variable is from `==`. */
static bool take_edge(const struct path_walk *walk, struct path *path, const struct comparison *comparison)
{
    uint32_t local = path_local(walk, comparison->operand);
    int64_t value;
    if (path_value(walk, path, comparison->operand, &value))
        return comparison_allows(comparison, value);
    bool is_equal = comparison->op == (comparison->holds ? OP_EQ : OP_NE);
    if (local != NO_ID && is_equal)
        set_value(path, local, comparison->constant);
    return true;
}

static bool branch(void *context, void *state_bytes, uint32_t condition, bool is_true)
{
    struct path_walk *walk = context;
    struct state *state = state_bytes;
    struct comparison comparison;
    bool compares = comparison_read(walk->facts, walk->graph, condition, is_true, &comparison);
    struct state before = *state;
    state->count = 0;
    for (uint32_t i = 0; i < before.count; i++) {
        if (walk->branch)
            walk->branch(walk, &before.paths[i], condition, is_true);
        if (!compares || take_edge(walk, &before.paths[i], &comparison))
            add_path(walk, state, &before.paths[i]);
    }
    return state->count > 0;
}

struct candidate {
    uint32_t constants; /* stores of one */
    bool is_returned;
    bool is_address_taken;
};

static void see_candidate(const struct function_graph *graph, struct candidate *candidates, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    bool is_address = n->kind == NODE_UNARY && n->op == OP_ADDRESS;
    uint32_t value = n->kind == NODE_ASSIGN ? graph_child(graph, node, 1) : graph_child(graph, node, 0);
    uint32_t local = n->kind == NODE_DECLARE ? node : graph_skip_casts(graph, graph_child(graph, node, 0));
    int64_t constant;
    if (local >= graph->node_count || (graph->nodes[local].kind != NODE_LOCAL && local != node) ||
        graph->nodes[local].symbol >= graph->local_count)
        return;
    struct candidate *candidate = &candidates[graph->nodes[local].symbol];
    if (n->kind == NODE_RETURN)
        candidate->is_returned = true;
    else if (is_address)
        candidate->is_address_taken = true;
    else if ((n->kind == NODE_ASSIGN || n->kind == NODE_DECLARE) && constant_value(graph, value, &constant))
        candidate->constants++;
}

static uint32_t worth(const struct function_graph *graph, uint32_t local, const struct candidate *candidate)
{
    if (candidate->is_address_taken || graph->locals[local].is_static)
        return 0;
    return candidate->is_returned ? 1000 + candidate->constants : candidate->constants >= 2 ? candidate->constants : 0;
}

static void choose_locals(struct path_walk *walk)
{
    const struct function_graph *graph = walk->graph;
    struct candidate *candidates = memory_new((size_t)graph->local_count + 1, sizeof *candidates);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        uint16_t kind = graph->nodes[i].kind;
        if (kind == NODE_ASSIGN || kind == NODE_DECLARE || kind == NODE_RETURN || kind == NODE_UNARY)
            see_candidate(graph, candidates, i);
    }
    for (walk->local_count = 0; walk->local_count < PATHS_MAX_LOCALS; walk->local_count++) {
        uint32_t best = NO_ID, best_worth = 0;
        for (uint32_t i = 0; i < graph->local_count; i++) {
            uint32_t its_worth = worth(graph, i, &candidates[i]);
            if (its_worth > best_worth) {
                best = i;
                best_worth = its_worth;
            }
        }
        if (best == NO_ID)
            break;
        walk->locals[walk->local_count] = best;
        candidates[best] = (struct candidate){.is_address_taken = true};
    }
    free(candidates);
}

static bool walk_once(struct path_walk *walk)
{
    struct flow flow = {.graph = walk->graph,
                        .state_size = sizeof(struct state),
                        .context = walk,
                        .enter = enter,
                        .join = join,
                        .visit = visit,
                        .branch = branch};
    walk->is_overfull = walk->is_last_round = false;
    walk->visits = 0;
    walk->visits_max = (uint64_t)walk->graph->node_count * VISITS_OF_A_NODE;
    bool is_solved = flow_solve(&flow) && !walk->is_overfull;
    if (is_solved) {
        walk->is_last_round = true;
        flow_replay(&flow);
    }
    flow_release(&flow);
    return is_solved && !walk->is_overfull;
}

bool paths_walk(struct path_walk *walk)
{
    choose_locals(walk);
    while (!walk_once(walk)) {
        if (!walk->is_overfull || walk->local_count == 0)
            return false;
        walk->local_count /= 2;
    }
    return true;
}

bool paths_afford(uint64_t *work, const struct function_graph *graph)
{
    *work += graph->node_count;
    return *work <= MAX_WORK;
}
