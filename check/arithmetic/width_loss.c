/* A value is converted, without a word, to a type in which it does not fit: the source shows that it may be greater, or
 * it comes from outside and nothing bounds it. */
#include "evidence.h"
#include "expression_name.h"
#include "expressions.h"
#include "range_calls.h"
#include "ranges.h"

/* Values of fewer bits lose much at once: there a test of the limits is asked for before the conversion. */
#define MIN_COMPARED_BITS 32

/* Conversions to char are left out: a byte of a text is kept in it whatever its sign. */
static bool is_narrowing(const struct facts *facts, const struct function_graph *graph, uint32_t node,
                         struct integer_type *ret_to)
{
    const struct graph_node *n = &graph->nodes[node];
    struct integer_type from;
    uint32_t operand = graph_child(graph, node, 0);
    return n->kind == NODE_CAST && n->op == OP_CONVERT_INT && n->flags & NODE_FLAG_IMPLICIT &&
           !(n->flags & (NODE_FLAG_UNEVALUATED | NODE_FLAG_HAS_VALUE)) && operand < graph->node_count &&
           integer_type_of(facts, n->type, ret_to) && integer_type_of(facts, graph->nodes[operand].type, &from) &&
           ret_to->bits < from.bits && ret_to->bits > 1 && !(ret_to->bits == 8 && ret_to->is_signed);
}

/* EOF put into a char is another check's. */
static bool is_end_of_file(const struct facts *facts, const struct function_graph *graph, uint32_t shower)
{
    const struct range_call *call = shower < graph->node_count ? range_call_find(facts, graph, shower) : NULL;
    return call && call->kind == RANGE_CALL_CHARACTER;
}

/* `out[0] = n; out[1] = n >> 8;`: the rest of the value goes elsewhere. */
static bool is_taken_apart(const struct function_graph *graph, uint32_t value)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        if ((graph->nodes[i].kind == NODE_BINARY || graph->nodes[i].kind == NODE_ASSIGN) &&
            graph->nodes[i].op == OP_SHR && is_same_place(graph, graph_child(graph, i, 0), value))
            return true;
    return false;
}

/* The variable that the conversion is for is compared with something: then at least its usual limits are kept. */
static bool is_compared_afterwards(const struct function_graph *graph, uint32_t cast)
{
    uint32_t parent = graph->nodes[cast].parent;
    while (parent < graph->node_count && graph->nodes[parent].kind == NODE_CAST)
        parent = graph->nodes[parent].parent;
    if (parent >= graph->node_count)
        return false;
    uint32_t place = graph->nodes[parent].kind == NODE_ASSIGN ? graph_child(graph, parent, 0) : parent;
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_BINARY && graph->nodes[i].op >= OP_LT && graph->nodes[i].op <= OP_GE &&
            (is_same_place(graph, graph_child(graph, i, 0), place) ||
             is_same_place(graph, graph_child(graph, i, 1), place)))
            return true;
    return false;
}

static void look_at_cast(struct check_pass *pass, const struct fact_function *function, uint32_t node,
                         const struct integer_type *to)
{
    const struct function_graph *graph = &function->graph;
    uint32_t operand = graph_child(graph, node, 0);
    struct range range;
    int64_t constant;
    if (constant_value(graph, operand, &constant) || !range_at(ranges_of(pass, function), operand, &range))
        return;
    const char *name = expression_name(pass->facts, function, operand, pass->arena);
    const char *type = pass->facts->types[graph->nodes[node].type].spelling;
    struct check_place place = {.function = function, .range = graph->nodes[node].range};
    bool is_large = range_is_shown(&range) && range.shown_high > to->high && range.shown_high != INT64_MAX;
    bool is_small = range_is_shown(&range) && range.shown_low < to->low && range.shown_low < -1 &&
                    is_value_comparison(graph, range.low_shower); /* else a mark like EOF */
    if (is_large || is_small) {
        int64_t value = is_large ? range.shown_high : range.shown_low;
        uint32_t shower = is_large ? range.high_shower : range.low_shower;
        if (is_end_of_file(pass->facts, graph, shower) || is_taken_apart(graph, operand) ||
            evidence_is_flagged(graph, shower, operand, node))
            return;
        place.note = range_note(pass, function, shower, value);
        check_report(pass, &place, "%s may be %lld here, which does not fit into '%s'; test it, or use a wider type",
                     name, (long long)value, type);
    } else if (range_is_outside_unbounded(&range, to->high) &&
               !(to->bits >= MIN_COMPARED_BITS && is_compared_afterwards(graph, node))) {
        const char *source = range_source(pass, function, &range, &place.note);
        check_report(pass, &place, "%s comes from '%s' and is not tested to fit into '%s'; compare it with its limits",
                     name, source, type);
    }
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    struct integer_type to;
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (is_narrowing(pass->facts, &function->graph, i, &to))
            look_at_cast(pass, function, i, &to);
}

void check_width_loss(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
