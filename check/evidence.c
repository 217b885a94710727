#include "evidence.h"

#include "expressions.h"

static bool is_variable(const struct graph_node *node)
{
    return node->kind == NODE_LOCAL || node->kind == NODE_PARAM;
}

/* The condition of a statement or of `?:`, NO_ID: it has none. */
static uint32_t condition_of(const struct function_graph *graph, uint32_t node)
{
    switch ((enum node_kind)graph->nodes[node].kind) {
    case NODE_IF:
    case NODE_WHILE:
    case NODE_SWITCH:
    case NODE_CONDITIONAL:
        return graph_child(graph, node, 0);
    case NODE_DO:
    case NODE_FOR:
        return graph_child(graph, node, 1);
    default:
        return NO_ID;
    }
}

static bool is_asked_between(const struct function_graph *graph, uint32_t first, uint32_t end, uint32_t variable)
{
    for (uint32_t i = first; i < end && i < graph->node_count; i++)
        if (condition_of(graph, i) != NO_ID && mentions_place(graph, condition_of(graph, i), variable))
            return true;
    return false;
}

/* The branch sets a variable to a constant which is asked for before use. */
static bool sets_flag(const struct function_graph *graph, uint32_t branch, uint32_t value, uint32_t use)
{
    if (branch >= graph->node_count || graph->nodes[branch].subtree_end > use)
        return false;
    for (uint32_t i = branch; i < graph->nodes[branch].subtree_end; i++) {
        int64_t constant;
        uint32_t target = graph_child(graph, i, 0);
        if (graph->nodes[i].kind == NODE_ASSIGN && graph->nodes[i].op == OP_NONE && target < graph->node_count &&
            is_variable(&graph->nodes[target]) && constant_value(graph, graph_child(graph, i, 1), &constant) &&
            !is_same_place(graph, target, value) &&
            is_asked_between(graph, graph->nodes[branch].subtree_end, use, target))
            return true;
    }
    return false;
}

static uint32_t enclosing(const struct function_graph *graph, uint32_t node, enum node_kind kind)
{
    node = graph->nodes[node].parent;
    while (node < graph->node_count && graph->nodes[node].kind != kind)
        node = graph->nodes[node].parent;
    return node;
}

static bool is_assignment_to(const struct function_graph *graph, uint32_t node, uint32_t value)
{
    return graph->nodes[node].kind == NODE_ASSIGN && is_same_place(graph, graph_child(graph, node, 0), value);
}

/* The value is a constant at first; where it gets another one, a flag is set beside it. */
static bool is_flagged_elsewhere(const struct function_graph *graph, uint32_t shower, uint32_t value, uint32_t use)
{
    for (uint32_t i = 0; i < use; i++)
        if (i != graph->nodes[shower].parent && is_assignment_to(graph, i, value)) {
            uint32_t compound = enclosing(graph, i, NODE_COMPOUND);
            if (compound != 0 && sets_flag(graph, compound, value, use))
                return true;
        }
    return false;
}

bool evidence_is_flagged(const struct function_graph *graph, uint32_t shower, uint32_t value, uint32_t use)
{
    if (shower >= graph->node_count || graph_skip_casts(graph, value) >= graph->node_count)
        return false;
    const struct graph_node *node = &graph->nodes[shower];
    if (node->kind == NODE_CALL)
        return false;
    if (!is_value_comparison(graph, shower))
        return is_flagged_elsewhere(graph, shower, value, use);
    uint32_t statement = enclosing(graph, shower, NODE_IF);
    uint32_t condition = graph_child(graph, statement, 0);
    return condition < graph->node_count && shower < graph->nodes[condition].subtree_end &&
           (sets_flag(graph, graph_child(graph, statement, 1), value, use) ||
            sets_flag(graph, graph_child(graph, statement, 2), value, use));
}
