/* malloc(n * size) where n comes from a caller of another file or from outside and nothing bounds it: the product
 * wraps, the block is smaller than what is then written. calloc and reallocarray do the multiplication with a test. */
#include "expression_name.h"
#include "expressions.h"
#include "ranges.h"
#include "sized_arguments.h"

#define MAX_TERM_DEPTH 16 /* of sums in sums */

/* The product that the size is, or is a term of. */
static uint32_t find_product(const struct function_graph *graph, uint32_t node, unsigned depth)
{
    node = graph_skip_casts(graph, node);
    if (node >= graph->node_count || graph->nodes[node].kind != NODE_BINARY || depth > MAX_TERM_DEPTH ||
        graph->nodes[node].flags & NODE_FLAG_HAS_VALUE)
        return NO_ID;
    const struct graph_node *n = &graph->nodes[node];
    if (n->op == OP_MUL)
        return node;
    if (n->op != OP_ADD && n->op != OP_SUB)
        return NO_ID;
    uint32_t left = find_product(graph, graph_child(graph, node, 0), depth + 1);
    return left != NO_ID ? left : find_product(graph, graph_child(graph, node, 1), depth + 1);
}

/* The value of a local that is assigned once and never compared, else the node itself. */
static uint32_t value_of_local(const struct function_graph *graph, uint32_t size)
{
    uint32_t local = graph_skip_casts(graph, size), value = size;
    if (local >= graph->node_count || graph->nodes[local].kind != NODE_LOCAL)
        return size;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        bool is_assignment = n->kind == NODE_ASSIGN, is_declaration = n->kind == NODE_DECLARE && n->child_count;
        bool is_compared = is_value_comparison(graph, i);
        uint32_t left = is_declaration ? i : graph_child(graph, i, 0);
        if ((!is_assignment && !is_declaration && !is_compared) || !mentions_place(graph, left, local))
            continue;
        if (is_compared || value != size)
            return size;
        value = graph_child(graph, i, is_assignment);
    }
    return value;
}

/* The callers of a static function stand in the same file, and it may be them who bound it. */
static bool is_callers_choice(const struct fact_function *function, const struct range *range)
{
    return range->flags & RANGE_FROM_PARAM && function->linkage == LINKAGE_EXTERNAL;
}

/* Of fewer bits than the product has. */
static bool is_narrow(const struct facts *facts, const struct function_graph *graph, uint32_t factor)
{
    struct integer_type wide, narrow;
    uint32_t operand = graph_child(graph, factor, 0);
    return graph->nodes[factor].kind == NODE_CAST && graph->nodes[factor].op == OP_CONVERT_INT &&
           operand < graph->node_count && integer_type_of(facts, graph->nodes[factor].type, &wide) &&
           integer_type_of(facts, graph->nodes[operand].type, &narrow) && narrow.bits < wide.bits;
}

/* The factor that nobody tested. */
static uint32_t unbounded_factor(struct check_pass *pass, const struct fact_function *function, uint32_t product,
                                 struct range *ret_range)
{
    for (uint32_t i = 0; i < 2; i++) {
        uint32_t factor = graph_child(&function->graph, product, i);
        int64_t constant;
        if (constant_value(&function->graph, graph_child(&function->graph, product, 1 - i), &constant) && constant < 2)
            continue;
        if (factor != NO_ID && !constant_value(&function->graph, factor, &constant) &&
            !is_narrow(pass->facts, &function->graph, factor) &&
            range_at(ranges_of(pass, function), factor, ret_range) &&
            (is_callers_choice(function, ret_range) || ret_range->source != NO_ID) &&
            !(ret_range->flags & RANGE_BOUNDED_ABOVE))
            return factor;
    }
    return NO_ID;
}

/* Computed in fewer bits than it is then used in, from two factors that vary: that is cet-late-widening's. */
static bool is_widened(const struct facts *facts, const struct function_graph *graph, uint32_t product)
{
    uint32_t parent = graph->nodes[product].parent;
    struct integer_type narrow, wide;
    int64_t constant;
    return parent < graph->node_count && graph->nodes[parent].kind == NODE_CAST &&
           integer_type_of(facts, graph->nodes[product].type, &narrow) &&
           integer_type_of(facts, graph->nodes[parent].type, &wide) && narrow.bits < wide.bits &&
           !constant_value(graph, graph_child(graph, product, 0), &constant) &&
           !constant_value(graph, graph_child(graph, product, 1), &constant);
}

static void look_at_size(struct check_pass *pass, const struct fact_function *function, uint32_t call, uint32_t size)
{
    const struct function_graph *graph = &function->graph;
    uint32_t product = find_product(graph, value_of_local(graph, size), 0);
    struct integer_type type;
    struct range range, whole;
    if (product == NO_ID || is_widened(pass->facts, graph, product) ||
        !integer_type_of(pass->facts, graph->nodes[product].type, &type) ||
        !range_at(ranges_of(pass, function), product, &whole) || whole.high < type.high)
        return;
    uint32_t factor = unbounded_factor(pass, function, product, &range);
    if (factor == NO_ID)
        return;
    struct check_place place = {.function = function, .range = graph->nodes[call].range};
    if (range.source != NO_ID)
        range_source(pass, function, &range, &place.note);
    check_report(pass, &place,
                 "the size is a product that may overflow, since nothing bounds %s; use calloc or reallocarray, or "
                 "compare it with SIZE_MAX divided by the other factor",
                 expression_name(pass->facts, function, factor, pass->arena));
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_CALL || graph->nodes[i].flags & NODE_FLAG_UNEVALUATED)
            continue;
        struct sized_argument sizes[MAX_SIZED_ARGUMENTS];
        uint32_t count = sized_arguments_of(pass->facts, graph, i, sizes);
        for (uint32_t k = 0; k < count; k++)
            if (sizes[k].kind == LIBC_ALLOCATION_SIZE)
                look_at_size(pass, function, i, sizes[k].size);
    }
}

void check_allocation_overflow(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
