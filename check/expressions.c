#include "expressions.h"

#include <stddef.h>

static uint32_t position_in_parent(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    for (uint32_t i = 0; i < graph->nodes[parent].child_count; i++)
        if (graph_child(graph, parent, i) == node)
            return i;
    return NO_ID;
}

/* Which child of a statement is the expression whose value it looks at, NO_ID: none. */
static uint32_t valued_child(enum node_kind statement)
{
    switch (statement) {
    case NODE_IF:
    case NODE_WHILE:
    case NODE_SWITCH:
        return 0;
    case NODE_DO:
    case NODE_FOR:
        return 1;
    default:
        return NO_ID;
    }
}

static bool is_last_of_statement_expr(const struct function_graph *graph, uint32_t node)
{
    uint32_t compound = graph->nodes[node].parent, outer = graph->nodes[compound].parent;
    return outer != NO_ID && graph->nodes[outer].kind == NODE_STATEMENT_EXPR &&
           position_in_parent(graph, node) + 1 == graph->nodes[compound].child_count;
}

/* An operand whose value is the value of the whole: the whole decides what becomes of it. */
static bool passes_value_on(const struct function_graph *graph, uint32_t node, const struct graph_node *parent)
{
    uint32_t position = position_in_parent(graph, node);
    if (parent->kind == NODE_CAST)
        return true;
    if (parent->kind == NODE_CONDITIONAL)
        return position > 0;
    return parent->kind == NODE_BINARY && position == 1 &&
           (parent->op == OP_COMMA || parent->op == OP_LOGICAL_AND || parent->op == OP_LOGICAL_OR);
}

enum result_use call_result_use(const struct function_graph *graph, uint32_t call)
{
    if (graph->nodes[call].flags & NODE_FLAG_CAST_TO_VOID)
        return RESULT_VOIDED;
    for (uint32_t node = call;;) {
        if (graph->nodes[node].parent == NO_ID)
            return RESULT_DISCARDED;
        const struct graph_node *parent = &graph->nodes[graph->nodes[node].parent];
        if (parent->kind == NODE_CAST && parent->op == OP_TO_VOID)
            return parent->flags & NODE_FLAG_IMPLICIT ? RESULT_DISCARDED : RESULT_VOIDED;
        if (passes_value_on(graph, node, parent)) {
            node = graph->nodes[node].parent;
        } else if (parent->kind == NODE_COMPOUND && is_last_of_statement_expr(graph, node)) {
            node = parent->parent;
        } else if (parent->kind == NODE_BINARY && parent->op == OP_COMMA) {
            return RESULT_DISCARDED;
        } else if (parent->kind >= NODE_COMPOUND && parent->kind != NODE_DECLARE && parent->kind != NODE_RETURN &&
                   parent->kind != NODE_OTHER_STMT && parent->kind != NODE_ASM && parent->kind != NODE_GOTO &&
                   parent->kind != NODE_ARRAY_SIZE) {
            return position_in_parent(graph, node) == valued_child(parent->kind) ? RESULT_USED : RESULT_DISCARDED;
        } else {
            return RESULT_USED;
        }
    }
}

/* The variable of a DECLARE or LOCAL node, NO_ID for others. */
static uint32_t local_of(const struct graph_node *node)
{
    return node->kind == NODE_DECLARE || node->kind == NODE_LOCAL ? node->symbol : NO_ID;
}

static bool is_side_effect_free_kind(const struct graph_node *node)
{
    switch ((enum node_kind)node->kind) {
    case NODE_PARAM:
    case NODE_GLOBAL:
    case NODE_MEMBER:
    case NODE_SUBSCRIPT:
    case NODE_INT_LITERAL:
    case NODE_ENUMERATOR:
        return true;
    case NODE_UNARY:
        return node->op != OP_PRE_INC && node->op != OP_PRE_DEC && node->op != OP_POST_INC && node->op != OP_POST_DEC;
    case NODE_BINARY:
        return node->op != OP_COMMA;
    default:
        return false;
    }
}

bool is_same_place(const struct function_graph *graph, uint32_t a, uint32_t b)
{
    a = graph_skip_casts(graph, a);
    b = graph_skip_casts(graph, b);
    if (a >= graph->node_count || b >= graph->node_count)
        return false;
    const struct graph_node *left = &graph->nodes[a], *right = &graph->nodes[b];
    if (local_of(left) != NO_ID)
        return local_of(left) == local_of(right);
    if (left->kind != right->kind || left->op != right->op || left->child_count != right->child_count ||
        !is_side_effect_free_kind(left))
        return false;
    if (left->kind == NODE_INT_LITERAL || left->kind == NODE_ENUMERATOR)
        return left->value == right->value;
    if (left->symbol != right->symbol)
        return false;
    for (uint32_t i = 0; i < left->child_count; i++)
        if (!is_same_place(graph, graph_child(graph, a, i), graph_child(graph, b, i)))
            return false;
    return true;
}

uint32_t last_value(const struct function_graph *graph, uint32_t place, uint32_t before)
{
    for (uint32_t i = before < graph->node_count ? before : graph->node_count; i-- > 0;) {
        const struct graph_node *n = &graph->nodes[i];
        bool is_assign = n->kind == NODE_ASSIGN;
        uint32_t target = is_assign || n->kind == NODE_UNARY ? graph_child(graph, i, 0) : i;
        bool is_step = n->kind == NODE_UNARY && n->op >= OP_PRE_INC && n->op <= OP_POST_DEC;
        if ((!is_assign && n->kind != NODE_DECLARE && !is_step) || !is_same_place(graph, target, place))
            continue;
        return is_step || n->op != OP_NONE ? NO_ID : graph_child(graph, i, is_assign ? 1 : 0);
    }
    return NO_ID;
}

bool is_value_comparison(const struct function_graph *graph, uint32_t node)
{
    return node < graph->node_count && graph->nodes[node].kind == NODE_BINARY && graph->nodes[node].op >= OP_LT &&
           graph->nodes[node].op <= OP_NE;
}

bool mentions_place(const struct function_graph *graph, uint32_t node, uint32_t place)
{
    place = graph_skip_casts(graph, place);
    if (place >= graph->node_count || node >= graph->node_count)
        return false;
    for (uint32_t i = node; i < graph->nodes[node].subtree_end; i++)
        if ((i == node || graph->nodes[i].kind == graph->nodes[place].kind) && is_same_place(graph, i, place))
            return true;
    return false;
}

bool is_callee(const struct function_graph *graph, uint32_t node)
{
    for (uint32_t parent = graph->nodes[node].parent; parent != NO_ID; parent = graph->nodes[node].parent) {
        if (graph->nodes[parent].kind == NODE_CALL)
            return graph_child(graph, parent, 0) == node;
        bool passes_on = graph->nodes[parent].kind == NODE_CAST ||
                         (graph->nodes[parent].kind == NODE_UNARY &&
                          (graph->nodes[parent].op == OP_DEREF || graph->nodes[parent].op == OP_ADDRESS));
        if (!passes_on)
            return false;
        node = parent;
    }
    return false;
}

const struct fact_function *called_function(const struct facts *facts, const struct function_graph *graph,
                                            uint32_t call)
{
    uint32_t symbol = graph->nodes[call].symbol;
    return graph->nodes[call].kind == NODE_CALL && symbol < facts->function_count ? &facts->functions[symbol] : NULL;
}

bool constant_value(const struct function_graph *graph, uint32_t node, int64_t *ret_value)
{
    for (; node < graph->node_count; node = graph_child(graph, node, 0)) {
        const struct graph_node *n = &graph->nodes[node];
        if (n->kind == NODE_NULL_POINTER) {
            *ret_value = 0;
            return true;
        }
        if (n->flags & NODE_FLAG_HAS_VALUE || n->kind == NODE_INT_LITERAL || n->kind == NODE_ENUMERATOR) {
            *ret_value = n->value;
            return true;
        }
        if (n->kind != NODE_CAST)
            return false;
    }
    return false;
}

/* The call of a function that only looks its argument up: dirfd(dir), fileno(file). */
static bool is_lookup_of_same(const struct function_graph *graph, uint32_t a, uint32_t b)
{
    return graph->nodes[a].kind == NODE_CALL && graph->nodes[b].kind == NODE_CALL && graph->nodes[a].symbol != NO_ID &&
           graph->nodes[a].symbol == graph->nodes[b].symbol && graph->nodes[a].child_count == 2 &&
           graph->nodes[b].child_count == 2 && is_same_place(graph, graph_child(graph, a, 1), graph_child(graph, b, 1));
}

bool are_same_values(const struct function_graph *graph, uint32_t a, uint32_t b)
{
    int64_t left, right;
    a = graph_skip_casts(graph, a);
    b = graph_skip_casts(graph, b);
    if (a >= graph->node_count || b >= graph->node_count)
        return false;
    if (constant_value(graph, a, &left) && constant_value(graph, b, &right))
        return left == right;
    return is_same_place(graph, a, b) || is_lookup_of_same(graph, a, b);
}
