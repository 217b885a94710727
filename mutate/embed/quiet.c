/* Which expressions may be evaluated although the changed source would not do so. */
#include "choose.h"

static bool is_quiet_operator(const struct graph_node *node)
{
    switch (node->kind) {
    case NODE_UNARY:
        return node->op == OP_NOT || node->op == OP_BIT_NOT || node->op == OP_MINUS || node->op == OP_PLUS;
    case NODE_BINARY:
        return node->op != OP_DIV && node->op != OP_REM;
    case NODE_MEMBER:
        return node->op == OP_DOT;
    default:
        return node->kind == NODE_CAST || node->kind == NODE_CONDITIONAL;
    }
}

static bool is_leaf(const struct graph_node *node)
{
    switch (node->kind) {
    case NODE_INT_LITERAL:
    case NODE_FLOAT_LITERAL:
    case NODE_STRING_LITERAL:
    case NODE_NULL_POINTER:
    case NODE_PARAM:
    case NODE_LOCAL:
    case NODE_GLOBAL:
    case NODE_FUNCTION:
    case NODE_ENUMERATOR:
    case NODE_SIZEOF:
        return true;
    default:
        return false;
    }
}

bool expression_is_quiet(const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    if (is_leaf(n))
        return true;
    if (!is_quiet_operator(n))
        return false;
    for (uint32_t i = 0; i < n->child_count; i++)
        if (!expression_is_quiet(graph, graph_child(graph, node, i)))
            return false;
    return true;
}

bool is_quiet(const struct chooser *c, uint32_t node)
{
    return !(c->graph->nodes[node].flags & NODE_FLAG_MACRO_BODY) && expression_is_quiet(c->graph, node);
}
