#include "same_code.h"

#include <string.h>

#include "expressions.h"

/* Locals are numbered in the order of their declarations: those declared inside a piece begin at its first DECLARE. */
static uint32_t first_own_local(const struct function_graph *graph, uint32_t node)
{
    for (uint32_t i = node; i < graph->nodes[node].subtree_end; i++)
        if (graph->nodes[i].kind == NODE_DECLARE)
            return graph->nodes[i].symbol;
    return NO_ID;
}

static bool is_same_symbol(const struct graph_node *a, const struct graph_node *b, uint32_t own_a, uint32_t own_b)
{
    if (a->symbol == b->symbol)
        return true;
    return (a->kind == NODE_LOCAL || a->kind == NODE_DECLARE) && own_a != NO_ID && own_b != NO_ID &&
           a->symbol >= own_a && b->symbol >= own_b && a->symbol - own_a == b->symbol - own_b;
}

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

static bool is_same_node(const struct graph_node *a, const struct graph_node *b, uint32_t own_a, uint32_t own_b)
{
    return a->kind == b->kind && a->op == b->op && a->type == b->type && a->child_count == b->child_count &&
           a->macro == b->macro && a->value == b->value && is_same_text(a->text, b->text) &&
           (a->flags & NODE_FLAG_IMPLICIT) == (b->flags & NODE_FLAG_IMPLICIT) && is_same_symbol(a, b, own_a, own_b);
}

bool is_same_code(const struct function_graph *graph, uint32_t a, uint32_t b)
{
    if (a >= graph->node_count || b >= graph->node_count)
        return false;
    uint32_t size = graph->nodes[a].subtree_end - a;
    if (graph->nodes[b].subtree_end - b != size)
        return false;
    uint32_t own_a = first_own_local(graph, a), own_b = first_own_local(graph, b);
    for (uint32_t i = 0; i < size; i++)
        if (!is_same_node(&graph->nodes[a + i], &graph->nodes[b + i], own_a, own_b))
            return false;
    return true;
}

static bool has_effect(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    const struct fact_function *callee;
    if (n->type < facts->type_count && facts->types[n->type].flags & (TYPE_FLAG_VOLATILE | TYPE_FLAG_ATOMIC))
        return true;
    switch ((enum node_kind)n->kind) {
    case NODE_ASSIGN:
    case NODE_STATEMENT_EXPR:
    case NODE_VA_ARG:
    case NODE_ASM:
    case NODE_OTHER_EXPR:
    case NODE_COMPOUND_LITERAL:
        return true;
    case NODE_UNARY:
        return n->op >= OP_PRE_INC && n->op <= OP_POST_DEC;
    case NODE_CALL:
        callee = called_function(facts, graph, node);
        return !callee || !(callee->attributes & (ATTRIBUTE_PURE | ATTRIBUTE_CONST));
    default:
        return false;
    }
}

bool is_free_of_effects(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    if (node >= graph->node_count)
        return false;
    for (uint32_t i = node; i < graph->nodes[node].subtree_end; i++)
        if (has_effect(facts, graph, i))
            return false;
    return true;
}
