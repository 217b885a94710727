/* A condition asked a second time where its answer is known: later in a chain of else if, in one row of && or ||, or as
 * both operands of a comparison (`x == x`), of `-`, `/`, `&`, `|` or `^`.
 *
 * Silent where evaluating the condition, or one between the two, may change what it asks for: assignments, calls that
 * do not promise to be pure, volatile variables; for operators that a macro wrote; for `x == x` and `x != x` of floats,
 * which ask for NaN; for constants, which another build may give other values. */
#include <string.h>

#include "expressions.h"
#include "pass.h"
#include "same_code.h"

#define MAX_CONDITIONS 64 /* of one chain or row that are compared with each other */

static void report(struct check_pass *pass, const struct fact_function *function, uint32_t again, uint32_t first,
                   const char *what)
{
    const struct function_graph *graph = &function->graph;
    check_report(pass,
                 &(struct check_place){.function = function,
                                       .range = graph->nodes[again].range,
                                       .note = {graph->nodes[first].range, "it was asked here"}},
                 "%s", what);
}

static bool is_constant(const struct function_graph *graph, uint32_t node)
{
    int64_t value;
    return constant_value(graph, node, &value);
}

/* Where the condition was asked before among the first `count`, NO_ID: nowhere. */
static uint32_t find_same(const struct function_graph *graph, const uint32_t *conditions, uint32_t count, uint32_t node)
{
    for (uint32_t i = 0; i < count; i++)
        if (is_same_code(graph, conditions[i], node))
            return conditions[i];
    return NO_ID;
}

static bool is_else_if(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    return parent != NO_ID && graph->nodes[parent].kind == NODE_IF && graph_child(graph, parent, 2) == node;
}

static void look_at_chain(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t conditions[MAX_CONDITIONS], count = 0;
    for (; node < graph->node_count && graph->nodes[node].kind == NODE_IF; node = graph_child(graph, node, 2)) {
        uint32_t condition = graph_child(graph, node, 0);
        if (count == MAX_CONDITIONS || !is_free_of_effects(pass->facts, graph, condition))
            return;
        uint32_t first = is_constant(graph, condition) ? NO_ID : find_same(graph, conditions, count, condition);
        if (first != NO_ID)
            report(pass, function, condition, first,
                   "this condition was asked before in the same chain, so that its branch is never taken");
        conditions[count++] = condition;
    }
}

static bool is_row_operator(const struct graph_node *node)
{
    return node->kind == NODE_BINARY && (node->op == OP_LOGICAL_AND || node->op == OP_LOGICAL_OR);
}

/* The operands of `a && b && c` from the last to the first. */
static uint32_t list_row(const struct function_graph *graph, uint32_t node, uint32_t *operands)
{
    uint32_t count = 0, op = graph->nodes[node].op;
    while (count + 1 < MAX_CONDITIONS && is_row_operator(&graph->nodes[node]) && graph->nodes[node].op == op) {
        operands[count++] = graph_skip_implicit(graph, graph_child(graph, node, 1));
        node = graph_skip_implicit(graph, graph_child(graph, node, 0));
    }
    operands[count++] = node;
    return count;
}

static bool is_inside_row(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    while (parent != NO_ID && graph->nodes[parent].kind == NODE_CAST && graph->nodes[parent].flags & NODE_FLAG_IMPLICIT)
        parent = graph->nodes[parent].parent;
    return parent != NO_ID && is_row_operator(&graph->nodes[parent]) &&
           graph->nodes[parent].op == graph->nodes[node].op &&
           graph_skip_implicit(graph, graph_child(graph, parent, 0)) == node;
}

static void look_at_row(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t operands[MAX_CONDITIONS];
    if (is_inside_row(graph, node))
        return;
    uint32_t count = list_row(graph, node, operands);
    for (uint32_t i = 0; i < count / 2; i++) {
        uint32_t other = operands[i];
        operands[i] = operands[count - 1 - i];
        operands[count - 1 - i] = other;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!is_free_of_effects(pass->facts, graph, operands[i]))
            return;
        uint32_t first = is_constant(graph, operands[i]) ? NO_ID : find_same(graph, operands, i, operands[i]);
        if (first != NO_ID)
            report(pass, function, operands[i], first,
                   "this condition stands twice in the same row; one of them was meant to ask something else");
    }
}

static bool is_float(const struct facts *facts, uint32_t type)
{
    type = facts_resolve_type(facts, type);
    return type >= facts->type_count || facts->types[type].kind == TYPE_FLOAT ||
           facts->types[type].kind == TYPE_COMPLEX || facts->types[type].kind == TYPE_VECTOR;
}

static bool asks_nothing(enum operator_token op)
{
    return op == OP_SUB || op == OP_DIV || op == OP_REM || (op >= OP_BIT_AND && op <= OP_NE);
}

static void look_at_operands(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t left = graph_skip_implicit(graph, graph_child(graph, node, 0));
    uint32_t right = graph_skip_implicit(graph, graph_child(graph, node, 1));
    if (!is_same_code(graph, left, right) || is_constant(graph, left) ||
        is_float(pass->facts, graph->nodes[left].type) || !is_free_of_effects(pass->facts, graph, left))
        return;
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[node].range},
                 "both operands of '%s' are the same; one of them was meant to be something else",
                 operator_token_text(graph->nodes[node].op));
}

static void look_at_node(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct graph_node *n = &function->graph.nodes[node];
    if (n->kind == NODE_IF && n->child_count == 3 && !is_else_if(&function->graph, node))
        look_at_chain(pass, function, node);
    if (n->kind != NODE_BINARY || n->child_count != 2 ||
        n->flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_SYSTEM | NODE_FLAG_UNEVALUATED))
        return;
    if (is_row_operator(n))
        look_at_row(pass, function, node);
    else if (asks_nothing(n->op))
        look_at_operands(pass, function, node);
}

void check_repeated_condition(struct check_pass *pass)
{
    for (uint32_t i = 0; i < pass->facts->function_count; i++) {
        const struct fact_function *function = &pass->facts->functions[i];
        for (uint32_t node = 0; function->is_defined && node < function->graph.node_count; node++)
            look_at_node(pass, function, node);
    }
}
