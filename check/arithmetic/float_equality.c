/* == and != between floats of which one was computed: rounding makes equal what differs and different what is equal. A
 * value that was only stored compares exactly, and so does one that was rounded to an integer. */
#include <stdlib.h>

#include "expression_name.h"
#include "expressions.h"
#include "pass.h"

static bool is_float(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    uint32_t type = node < graph->node_count ? facts_resolve_type(facts, graph->nodes[node].type) : NO_ID;
    return type < facts->type_count && facts->types[type].kind == TYPE_FLOAT;
}

static bool is_rounding_operator(enum operator_token op)
{
    return op == OP_ADD || op == OP_SUB || op == OP_MUL || op == OP_DIV;
}

/* Arithmetic of floats of which at least one is no constant. */
static bool is_computation(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    node = graph_skip_casts(graph, node);
    if (!is_float(facts, graph, node))
        return false;
    const struct graph_node *n = &graph->nodes[node];
    return n->kind == NODE_BINARY && is_rounding_operator(n->op) &&
           !(graph->nodes[graph_child(graph, node, 0)].kind == NODE_FLOAT_LITERAL &&
             graph->nodes[graph_child(graph, node, 1)].kind == NODE_FLOAT_LITERAL);
}

static bool is_variable(const struct graph_node *node)
{
    return node->kind == NODE_LOCAL || node->kind == NODE_PARAM;
}

/* The variable gets a computed value somewhere in the function, and never one that a function rounded: floor, rint. */
static bool is_computed_variable(const struct facts *facts, const struct function_graph *graph, uint32_t variable)
{
    bool is_computed = false;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        bool is_assignment = n->kind == NODE_ASSIGN, is_declaration = n->kind == NODE_DECLARE && n->child_count;
        if (!is_assignment && !is_declaration)
            continue;
        uint32_t target = is_assignment ? graph_child(graph, i, 0) : i;
        uint32_t value = graph_child(graph, i, is_assignment);
        if (target == NO_ID || value == NO_ID || !is_same_place(graph, target, variable))
            continue;
        uint32_t inner = graph_skip_casts(graph, value);
        if (inner < graph->node_count && graph->nodes[inner].kind == NODE_CALL)
            return false;
        is_computed |= (is_assignment && is_rounding_operator(n->op)) || is_computation(facts, graph, value);
    }
    return is_computed;
}

static bool is_computed(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    node = graph_skip_casts(graph, node);
    if (!is_float(facts, graph, node))
        return false;
    return is_computation(facts, graph, node) ||
           (is_variable(&graph->nodes[node]) && is_computed_variable(facts, graph, node));
}

/* A constant that a float holds exactly is a mark rather than a result: 0, 1, 0.5. */
static bool is_exact_constant(const struct function_graph *graph, uint32_t node)
{
    int64_t value;
    node = graph_skip_casts(graph, node);
    if (node < graph->node_count && graph->nodes[node].kind == NODE_UNARY && graph->nodes[node].op == OP_MINUS)
        node = graph_skip_casts(graph, graph_child(graph, node, 0));
    if (node >= graph->node_count || constant_value(graph, node, &value))
        return true;
    if (graph->nodes[node].kind != NODE_FLOAT_LITERAL)
        return false;
    double scaled = graph->nodes[node].text ? strtod(graph->nodes[node].text, NULL) * 1024 : 0;
    return scaled >= -9e15 && scaled <= 9e15 ? (double)(int64_t)scaled >= scaled && (double)(int64_t)scaled <= scaled
                                             : true;
}

/* `x += 0.1`: the steps are rounded, and an exact end is not met. */
static bool is_stepped_inexactly(const struct function_graph *graph, uint32_t variable)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_ASSIGN && is_rounding_operator(graph->nodes[i].op) &&
            is_same_place(graph, graph_child(graph, i, 0), variable)) {
            uint32_t step = graph_skip_casts(graph, graph_child(graph, i, 1));
            if (step < graph->node_count && graph->nodes[step].kind == NODE_FLOAT_LITERAL &&
                !is_exact_constant(graph, step))
                return true;
        }
    return false;
}

static bool is_mark(const struct function_graph *graph, uint32_t constant, uint32_t other)
{
    return is_exact_constant(graph, constant) && !is_stepped_inexactly(graph, other);
}

/* `x == (int)x`, `x == floor(x)`: asks whether it is a whole number. */
static bool is_whole(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    uint32_t inner = graph_skip_casts(graph, node);
    int64_t value;
    if (inner < graph->node_count && constant_value(graph, inner, &value))
        return false; /* a mark, or the end of inexact steps */
    return inner >= graph->node_count || graph->nodes[inner].kind == NODE_CALL || !is_float(facts, graph, inner);
}

static void look_at_comparison(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t left = graph_child(graph, node, 0), right = graph_child(graph, node, 1);
    const struct facts *facts = pass->facts;
    if (left == NO_ID || right == NO_ID || !is_float(facts, graph, left) || !is_float(facts, graph, right) ||
        is_mark(graph, left, right) || is_mark(graph, right, left) || is_same_place(graph, left, right) ||
        is_whole(facts, graph, left) || is_whole(facts, graph, right))
        return;
    bool is_left_computed = is_computed(facts, graph, left);
    if (!is_left_computed && !is_computed(facts, graph, right))
        return;
    uint32_t computed = graph_skip_casts(graph, is_left_computed ? left : right);
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[node].range},
                 "%s is computed and rounded, so that '%s' may tell apart what should be equal; compare the difference "
                 "with a tolerance",
                 is_computation(facts, graph, computed) ? "one side"
                                                        : expression_name(facts, function, computed, pass->arena),
                 operator_token_text(graph->nodes[node].op));
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++) {
        const struct graph_node *node = &function->graph.nodes[i];
        if (node->kind == NODE_BINARY && (node->op == OP_EQ || node->op == OP_NE) &&
            !(node->flags & NODE_FLAG_UNEVALUATED))
            look_at_comparison(pass, function, i);
    }
}

void check_float_equality(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
