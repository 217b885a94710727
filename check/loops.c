#include "loops.h"

bool is_loop(const struct graph_node *node)
{
    return node->kind == NODE_WHILE || node->kind == NODE_DO || node->kind == NODE_FOR;
}

uint32_t loop_condition(const struct function_graph *graph, uint32_t loop)
{
    uint32_t condition = graph_child(graph, loop, graph->nodes[loop].kind != NODE_WHILE);
    return condition < graph->node_count && graph->nodes[condition].kind != NODE_EMPTY ? condition : NO_ID;
}

uint32_t enclosing_loop(const struct function_graph *graph, uint32_t node)
{
    uint32_t loop = graph->nodes[node].parent;
    while (loop < graph->node_count && !is_loop(&graph->nodes[loop]))
        loop = graph->nodes[loop].parent;
    return loop < graph->node_count ? loop : NO_ID;
}

bool reads_data(const struct function_graph *graph, uint32_t node)
{
    if (node >= graph->node_count)
        return false;
    for (uint32_t i = node; i < graph->nodes[node].subtree_end; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (n->kind == NODE_SUBSCRIPT || (n->kind == NODE_UNARY && n->op == OP_DEREF))
            return true;
    }
    return false;
}

bool is_step(const struct graph_node *node)
{
    return node->kind == NODE_UNARY && node->op >= OP_PRE_INC && node->op <= OP_POST_DEC;
}
