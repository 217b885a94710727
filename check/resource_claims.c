/* What a function frees is its own, wherever it came from: `line = read_line(); ...; free(line);` tells that read_line,
 * of which nothing else is known, hands out memory. */
#include "cet/core/memory.h"
#include "expressions.h"
#include "pointer_allocators.h"
#include "resource_walk.h"

/* The local variable that a call gives back as a whole, NO_ID: none. */
static uint32_t released_local(const struct resource_walk *walk, uint32_t call, uint8_t *ret_kind)
{
    const struct graph_node *n = &walk->graph->nodes[call];
    struct pointer_allocator called;
    const struct resource_function *known = NULL;
    uint32_t argument = 0;
    if (n->symbol < walk->facts->function_count) {
        known = walk->resources->known[n->symbol];
    } else if (pointer_allocator_find(walk->facts, walk->function, call, &called)) {
        known = called.like;
        argument = called.argument;
    }
    if (!known || !known->releases || known->releases == RESOURCE_DESCRIPTOR)
        return NO_ID;
    *ret_kind = known->releases;
    uint32_t local = graph_skip_casts(walk->graph, graph_child(walk->graph, call, argument + 1));
    return local < walk->graph->node_count && walk->graph->nodes[local].kind == NODE_LOCAL ? local : NO_ID;
}

/* Whether control that comes from `from` to the end of the block that `release` stands in meets it on the straight way;
 * `if (p)` around it is no turn. */
static bool is_on_straight_way(const struct function_graph *graph, uint32_t release, uint32_t local, uint32_t from)
{
    uint32_t node = graph->nodes[release].parent;
    while (node < graph->node_count && graph->nodes[node].kind != NODE_COMPOUND) {
        bool is_if = graph->nodes[node].kind == NODE_IF;
        if (!is_if && graph->nodes[node].kind != NODE_CAST)
            return false;
        if (is_if &&
            (graph->nodes[node].child_count != 2 || !mentions_place(graph, graph_child(graph, node, 0), local)))
            return false;
        node = graph->nodes[node].parent;
    }
    return node < graph->node_count && from > node && from < graph->nodes[node].subtree_end && from < release;
}

/* A function of the program of which nothing but its declaration is known, or a pointer to one. */
static bool is_stranger(const struct resource_walk *walk, uint32_t call)
{
    struct pointer_allocator called;
    uint32_t callee = walk->graph->nodes[call].symbol;
    if (callee >= walk->facts->function_count)
        return !pointer_allocator_find(walk->facts, walk->function, call, &called);
    const struct fact_function *function = &walk->facts->functions[callee];
    return !function->is_defined && !function->is_system && !function->is_builtin && !walk->resources->known[callee] &&
           !walk->resources->is_harmless[callee];
}

/* Every value that the local is given is none, or the result of a call. */
static bool holds_results_only(const struct function_graph *graph, uint32_t local)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        bool is_assign = n->kind == NODE_ASSIGN;
        if ((!is_assign && n->kind != NODE_DECLARE) ||
            (is_assign && !is_same_place(graph, graph_child(graph, i, 0), local)) ||
            (!is_assign && n->symbol != graph->nodes[local].symbol))
            continue;
        uint32_t value = graph_skip_casts(graph, graph_child(graph, i, is_assign));
        int64_t constant;
        bool is_none =
            value >= graph->node_count ? !is_assign : constant_value(graph, value, &constant) && constant == 0;
        if ((is_assign && n->op != OP_NONE) ||
            (!is_none && (value >= graph->node_count || graph->nodes[value].kind != NODE_CALL)))
            return false;
    }
    return true;
}

static void claim_values(struct resource_walk *walk, uint32_t release, uint32_t local, uint8_t kind)
{
    const struct function_graph *graph = walk->graph;
    for (uint32_t i = 0; i < release && walk->claim_count < ARRAY_LENGTH(walk->claims); i++) {
        const struct graph_node *n = &graph->nodes[i];
        bool is_assign = n->kind == NODE_ASSIGN && n->op == OP_NONE;
        if (!(is_assign && is_same_place(graph, graph_child(graph, i, 0), local)) &&
            !(n->kind == NODE_DECLARE && n->symbol == graph->nodes[local].symbol))
            continue;
        uint32_t call = graph_skip_casts(graph, graph_child(graph, i, is_assign));
        if (call < graph->node_count && graph->nodes[call].kind == NODE_CALL && is_stranger(walk, call) &&
            is_on_straight_way(graph, release, local, i) && walk_claimed(walk, call) == RESOURCE_NONE)
            walk->claims[walk->claim_count++] = (struct resource_claim){call, kind};
    }
}

void walk_find_claims(struct resource_walk *walk)
{
    for (uint32_t i = 0; i < walk->graph->node_count; i++) {
        uint8_t kind;
        uint32_t local = walk->graph->nodes[i].kind == NODE_CALL ? released_local(walk, i, &kind) : NO_ID;
        if (local != NO_ID && holds_results_only(walk->graph, local))
            claim_values(walk, i, local, kind);
    }
}

enum resource_kind walk_claimed(const struct resource_walk *walk, uint32_t call)
{
    for (uint32_t i = 0; i < walk->claim_count; i++)
        if (walk->claims[i].call == call)
            return walk->claims[i].kind;
    return RESOURCE_NONE;
}
