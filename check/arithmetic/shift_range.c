/* x << n where n is shown to reach the width of x or to be negative: both are undefined. Most often the width is that
 * of int while n counts to 63. */
#include "evidence.h"
#include "expression_name.h"
#include "expressions.h"
#include "ranges.h"

static bool is_shift(const struct graph_node *node)
{
    return (node->kind == NODE_BINARY || node->kind == NODE_ASSIGN) && (node->op == OP_SHL || node->op == OP_SHR) &&
           !(node->flags & (NODE_FLAG_UNEVALUATED | NODE_FLAG_HAS_VALUE));
}

/* What is shifted has at least the width of int. */
static uint32_t shifted_bits(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    struct integer_type type;
    if (!integer_type_of(facts, graph->nodes[node].type, &type))
        return 0;
    return type.bits < 32 ? 32 : type.bits;
}

/* A negative number that is only assigned is often what a loop starts below. */
static bool is_tested_or_result(const struct function_graph *graph, uint32_t shower)
{
    return shower < graph->node_count && (graph->nodes[shower].kind == NODE_CALL || is_value_comparison(graph, shower));
}

static void look_at_shift(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t count = graph_child(graph, node, 1), bits = shifted_bits(pass->facts, graph, node);
    struct range range;
    int64_t constant;
    if (count == NO_ID || !bits || constant_value(graph, count, &constant) ||
        !range_at(ranges_of(pass, function), count, &range))
        return;
    const char *name = expression_name(pass->facts, function, count, pass->arena);
    struct check_place place = {.function = function, .range = graph->nodes[node].range};
    bool is_large = range_is_shown(&range) && range.shown_high >= bits;
    if (evidence_is_flagged(graph, is_large ? range.high_shower : range.low_shower, count, node))
        return;
    if (is_large) {
        place.note = range_note(pass, function, range.high_shower, range.shown_high);
        check_report(pass, &place,
                     "%s may be %lld here, but what is shifted has %u bits; shift a wider type, or limit it", name,
                     (long long)range.shown_high, bits);
    } else if (range_is_shown(&range) && range.shown_low < 0 && is_tested_or_result(graph, range.low_shower)) {
        place.note = range_note(pass, function, range.low_shower, range.shown_low);
        check_report(pass, &place, "%s may be %lld here, and a shift by a negative number is undefined; test it first",
                     name, (long long)range.shown_low);
    } else if (range_is_outside_unbounded(&range, bits - 1)) {
        const char *source = range_source(pass, function, &range, &place.note);
        check_report(pass, &place, "%s comes from '%s' and is not tested to be below %u, the bits of what is shifted",
                     name, source, bits);
    }
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (is_shift(&function->graph.nodes[i]))
            look_at_shift(pass, function, i);
}

void check_shift_range(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
