/* size_t bytes = width * height, both int: the product overflows in 32 bits, and only what is left of it is widened. */
#include <string.h>

#include "allocations.h"
#include "expression_name.h"
#include "expressions.h"
#include "pointer_allocators.h"
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

/* `w > INT_MAX / h` stands before the product of w and h. */
static bool is_divided_before(const struct function_graph *graph, uint32_t product)
{
    for (uint32_t i = 0; i < product; i++) {
        if (graph->nodes[i].kind != NODE_BINARY || graph->nodes[i].op < OP_LT || graph->nodes[i].op > OP_GE)
            continue;
        for (uint32_t side = 0; side < 2; side++) {
            uint32_t factor = graph_skip_casts(graph, graph_child(graph, i, side));
            uint32_t quotient = graph_skip_casts(graph, graph_child(graph, i, !side));
            if (quotient >= graph->node_count || graph->nodes[quotient].kind != NODE_BINARY ||
                graph->nodes[quotient].op != OP_DIV)
                continue;
            for (uint32_t k = 0; k < 2; k++)
                if (are_same_values(graph, factor, graph_child(graph, product, k)) &&
                    are_same_values(graph, graph_child(graph, quotient, 1), graph_child(graph, product, !k)))
                    return true;
        }
    }
    return false;
}

/* wide_type: that it is converted to. */
static void judge_product(struct check_pass *pass, const struct fact_function *function, uint32_t product,
                          uint32_t wide_type)
{
    const struct function_graph *graph = &function->graph;
    uint32_t left = graph_child(graph, product, 0), right = graph_child(graph, product, 1);
    const struct ranges *ranges = ranges_of(pass, function);
    struct integer_type type;
    struct range whole, factors[2];
    int64_t constant;
    if (left == NO_ID || right == NO_ID || constant_value(graph, left, &constant) ||
        constant_value(graph, right, &constant) || !range_at(ranges, product, &whole) ||
        !range_at(ranges, left, &factors[0]) || !range_at(ranges, right, &factors[1]))
        return;
    if (!integer_type_of(pass->facts, graph->nodes[product].type, &type) || whole.high < type.high ||
        is_sign(&factors[0]) || is_sign(&factors[1]) || (is_bounded(&factors[0]) && is_bounded(&factors[1])) ||
        is_divided_before(graph, product))
        return;
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[product].range},
                 "the product is computed in '%s', where it may overflow, and only then converted to '%s'; convert one "
                 "factor first",
                 pass->facts->types[graph->nodes[product].type].spelling, pass->facts->types[wide_type].spelling);
}

static void look_at_cast(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    uint32_t product = widened_product(pass->facts, &function->graph, node);
    if (product != NO_ID)
        judge_product(pass, function, product, function->graph.nodes[node].type);
}

/* The narrow variable that a wider size consists of, alone or with a constant added; NO_ID: something else. */
static uint32_t narrow_size(const struct facts *facts, const struct function_graph *graph, uint32_t size)
{
    const struct graph_node *n = &graph->nodes[size];
    uint32_t sum = graph_child(graph, size, 0);
    struct integer_type to, from;
    int64_t constant;
    if (n->kind != NODE_CAST || n->op != OP_CONVERT_INT || sum == NO_ID || !integer_type_of(facts, n->type, &to) ||
        !integer_type_of(facts, graph->nodes[sum].type, &from) || from.bits >= to.bits)
        return NO_ID;
    if (graph->nodes[sum].kind == NODE_BINARY && graph->nodes[sum].op == OP_ADD &&
        constant_value(graph, graph_child(graph, sum, 1), &constant))
        sum = graph_child(graph, sum, 0);
    uint32_t variable = graph_skip_implicit(graph, sum);
    return variable < graph->node_count && graph->nodes[variable].kind == NODE_LOCAL ? variable : NO_ID;
}

/* bytes = w * h; ... malloc(bytes + 3), where only malloc's size is wide: each product that the variable was given. */
static void look_at_size(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    struct allocation block;
    if (graph->nodes[call].kind != NODE_CALL || !allocation_find(pass->facts, graph, call, &block))
        return;
    uint32_t variable = narrow_size(pass->facts, graph, block.size);
    for (uint32_t i = 0; variable != NO_ID && i < call; i++) {
        bool is_assign = graph->nodes[i].kind == NODE_ASSIGN && graph->nodes[i].op == OP_NONE;
        if ((!is_assign && graph->nodes[i].kind != NODE_DECLARE) ||
            !is_same_place(graph, is_assign ? graph_child(graph, i, 0) : i, variable))
            continue;
        uint32_t product = graph_skip_implicit(graph, graph_child(graph, i, is_assign));
        if (product < graph->node_count && graph->nodes[product].kind == NODE_BINARY &&
            graph->nodes[product].op == OP_MUL)
            judge_product(pass, function, varying_product(graph, product), graph->nodes[block.size].type);
    }
}

/* int length = strlen(text) */
static bool is_cut_length(const struct facts *facts, const struct function_graph *graph, uint32_t node, uint32_t before)
{
    uint32_t variable = graph_skip_casts(graph, node);
    if (variable >= graph->node_count || graph->nodes[variable].kind != NODE_LOCAL)
        return false;
    uint32_t value = graph_skip_casts(graph, last_value(graph, variable, before));
    const struct fact_function *called = value == NO_ID ? NULL : called_function(facts, graph, value);
    return called && !strcmp(called->name, "strlen");
}

/* How many lengths of texts a sum in int adds up. */
static unsigned count_cut_lengths(const struct facts *facts, const struct function_graph *graph, uint32_t sum,
                                  uint32_t before)
{
    if (sum >= graph->node_count)
        return 0;
    if (graph->nodes[sum].kind != NODE_BINARY || graph->nodes[sum].op != OP_ADD)
        return is_cut_length(facts, graph, sum, before);
    return count_cut_lengths(facts, graph, graph_child(graph, sum, 0), before) +
           count_cut_lengths(facts, graph, graph_child(graph, sum, 1), before);
}

/* malloc(a + b + 2), where a and b are an int each that took strlen's result. */
static void look_at_sum(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    struct allocation block;
    struct pointer_allocator called;
    struct integer_type type;
    if (graph->nodes[call].kind != NODE_CALL)
        return;
    if (pointer_allocator_find(pass->facts, function, call, &called) && called.like->acquires)
        block.size = graph_child(graph, call, graph->nodes[call].child_count - 1);
    else if (!allocation_find(pass->facts, graph, call, &block))
        return;
    uint32_t sum = graph_skip_implicit(graph, block.size);
    if (sum >= graph->node_count || !integer_type_of(pass->facts, graph->nodes[sum].type, &type) || !type.is_signed ||
        type.bits > 32 || count_cut_lengths(pass->facts, graph, sum, call) < 2)
        return;
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[sum].range},
                 "lengths of texts are added up in '%s', where the sum may overflow; keep them in size_t",
                 pass->facts->types[graph->nodes[sum].type].spelling);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++) {
        look_at_cast(pass, function, i);
        look_at_size(pass, function, i);
        look_at_sum(pass, function, i);
    }
}

void check_late_widening(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
