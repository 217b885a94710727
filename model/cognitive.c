#include "cet/model/cognitive.h"

#define MAX_DEPTH 256 /* structures in each other; those inside count as that deep */

bool graph_is_logical(const struct graph_node *node)
{
    return node->kind == NODE_BINARY && (node->op == OP_LOGICAL_AND || node->op == OP_LOGICAL_OR);
}

bool graph_nests(const struct graph_node *node)
{
    switch ((enum node_kind)node->kind) {
    case NODE_IF:
    case NODE_WHILE:
    case NODE_DO:
    case NODE_FOR:
    case NODE_SWITCH:
    case NODE_CONDITIONAL:
        return true;
    default:
        return false;
    }
}

bool graph_decides(const struct graph_node *node)
{
    return graph_nests(node) || graph_is_logical(node);
}

bool graph_is_else_if(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    return graph->nodes[node].kind == NODE_IF && parent != NO_ID && graph->nodes[parent].kind == NODE_IF &&
           graph_child(graph, parent, 2) == node;
}

static bool has_plain_else(const struct function_graph *graph, uint32_t node)
{
    uint32_t otherwise = graph_child(graph, node, 2);
    return graph->nodes[node].kind == NODE_IF && otherwise != NO_ID && graph->nodes[otherwise].kind != NODE_IF;
}

/* `a && b && c` is one thing to read: only the outermost of equal operators counts. */
static bool starts_sequence(const struct function_graph *graph, const struct graph_node *node)
{
    uint32_t outer = node->parent;
    while (outer != NO_ID && graph->nodes[outer].kind == NODE_CAST && graph->nodes[outer].flags & NODE_FLAG_IMPLICIT)
        outer = graph->nodes[outer].parent;
    return outer == NO_ID || graph->nodes[outer].kind != NODE_BINARY || graph->nodes[outer].op != node->op;
}

uint32_t cognitive_weight(const struct function_graph *graph, uint32_t node, uint32_t depth)
{
    const struct graph_node *n = &graph->nodes[node];
    if (n->flags & NODE_FLAG_MACRO_BODY)
        return 0;
    if (graph_is_logical(n))
        return starts_sequence(graph, n);
    if (n->kind == NODE_GOTO)
        return 1;
    if (!graph_nests(n))
        return 0;
    return (graph_is_else_if(graph, node) ? 1 : 1 + depth) + has_plain_else(graph, node);
}

uint32_t cognitive_of_nodes(const struct function_graph *graph, uint32_t first, uint32_t end)
{
    uint32_t ends[MAX_DEPTH], depth = 0, points = 0;
    for (uint32_t i = first; i < end && i < graph->node_count; i++) {
        while (depth && ends[depth - 1] <= i)
            depth--;
        points += cognitive_weight(graph, i, depth);
        const struct graph_node *n = &graph->nodes[i];
        if (graph_nests(n) && !graph_is_else_if(graph, i) && !(n->flags & NODE_FLAG_MACRO_BODY) && depth < MAX_DEPTH)
            ends[depth++] = n->subtree_end;
    }
    return points;
}
