/* size_t bytes = width * height, both int: the product overflows in 32 bits, and only what is left of it is widened. */
#include "expression_name.h"
#include "expressions.h"
#include "ranges.h"

/* In `w * h * 4` the product of those factors that vary. */
static uint32_t varying_product(const struct function_graph *graph, uint32_t product)
{
    int64_t constant;
    uint32_t left = graph_child(graph, product, 0);
    if (left < graph->node_count && graph->nodes[left].kind == NODE_BINARY && graph->nodes[left].op == OP_MUL &&
        constant_value(graph, graph_child(graph, product, 1), &constant))
        return left;
    return product;
}

/* The product of two numbers of fewer bits than it is converted to; NO_ID: none. */
static uint32_t widened_product(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    struct integer_type to, from;
    if (n->kind != NODE_CAST || n->op != OP_CONVERT_INT || n->flags & (NODE_FLAG_UNEVALUATED | NODE_FLAG_HAS_VALUE))
        return NO_ID;
    uint32_t product = graph_child(graph, node, 0);
    if (product >= graph->node_count || graph->nodes[product].kind != NODE_BINARY ||
        graph->nodes[product].op != OP_MUL || !integer_type_of(facts, n->type, &to) ||
        !integer_type_of(facts, graph->nodes[product].type, &from) || from.bits >= to.bits)
        return NO_ID;
    return varying_product(graph, product);
}

static bool is_bounded(const struct range *range)
{
    return range->flags & RANGE_BOUNDED_ABOVE;
}

/* -1, 0 and 1 make nothing larger. */
static bool is_sign(const struct range *range)
{
    return range->low >= -1 && range->high <= 1;
}

static void look_at_cast(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t product = widened_product(pass->facts, graph, node);
    if (product == NO_ID)
        return;
    uint32_t left = graph_child(graph, product, 0), right = graph_child(graph, product, 1);
    const struct ranges *ranges = ranges_of(pass, function);
    struct integer_type type;
    struct range whole, factors[2];
    int64_t constant;
    if (left == NO_ID || right == NO_ID || constant_value(graph, left, &constant) ||
        constant_value(graph, right, &constant) || !range_at(ranges, product, &whole) ||
        !range_at(ranges, left, &factors[0]) || !range_at(ranges, right, &factors[1]))
        return;
    integer_type_of(pass->facts, graph->nodes[product].type, &type);
    if (whole.high < type.high || is_sign(&factors[0]) || is_sign(&factors[1]) ||
        (is_bounded(&factors[0]) && is_bounded(&factors[1])))
        return;
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[product].range},
                 "the product is computed in '%s', where it may overflow, and only then converted to '%s'; convert one "
                 "factor first",
                 pass->facts->types[graph->nodes[product].type].spelling,
                 pass->facts->types[graph->nodes[node].type].spelling);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        look_at_cast(pass, function, i);
}

void check_late_widening(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
