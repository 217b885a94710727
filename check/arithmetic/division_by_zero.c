/* a / b and a % b where the source itself shows that b may be 0: it was compared with 0 and the function goes on, it is
 * 0 on a path, it counts what may not be there. A divisor of which nothing is known finds nothing. */
#include "evidence.h"
#include "expression_name.h"
#include "expressions.h"
#include "range_calls.h"
#include "ranges.h"

static bool is_division(const struct graph_node *node)
{
    return (node->kind == NODE_BINARY || node->kind == NODE_ASSIGN) && (node->op == OP_DIV || node->op == OP_REM) &&
           !(node->flags & (NODE_FLAG_UNEVALUATED | NODE_FLAG_HAS_VALUE));
}

/* `bytes = n * size; return bytes ? got / size : 0;`: the condition asks for something that was made of the divisor. */
static bool depends_on(const struct function_graph *graph, uint32_t condition, uint32_t divisor)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if ((n->kind == NODE_ASSIGN || n->kind == NODE_DECLARE) && n->child_count &&
            mentions_place(graph, graph_child(graph, i, n->child_count - 1), divisor)) {
            uint32_t target = n->kind == NODE_ASSIGN ? graph_child(graph, i, 0) : i;
            for (uint32_t k = condition; k < graph->nodes[condition].subtree_end; k++)
                if (is_same_place(graph, k, target))
                    return true;
        }
    }
    return false;
}

/* Some condition around the division depends on the divisor in a way that ranges do not follow. */
static bool is_guarded(const struct function_graph *graph, uint32_t node, uint32_t divisor)
{
    divisor = graph_skip_casts(graph, divisor);
    for (uint32_t child = node, parent = graph->nodes[node].parent; parent < graph->node_count;
         child = parent, parent = graph->nodes[parent].parent) {
        enum node_kind kind = graph->nodes[parent].kind;
        uint32_t condition = graph_child(graph, parent, 0);
        if ((kind == NODE_IF || kind == NODE_CONDITIONAL) && condition != child && condition != NO_ID &&
            depends_on(graph, condition, divisor))
            return true;
    }
    return false;
}

static bool is_outside_untested(const struct range *range)
{
    return range->source != NO_ID && range->low <= 0 && range->high > 0 &&
           !(range->flags & (RANGE_BOUNDED_BELOW | RANGE_BOUNDED_ABOVE | RANGE_NOT_ZERO));
}

static void report_outside(struct check_pass *pass, const struct fact_function *function, uint32_t node,
                           uint32_t divisor, const struct range *range)
{
    struct check_place place = {.function = function, .range = function->graph.nodes[node].range};
    const char *source = range_source(pass, function, range, &place.note);
    check_report(pass, &place, "%s, the divisor, comes from outside by '%s' and may be 0; test it before the division",
                 expression_name(pass->facts, function, divisor, pass->arena), source);
}

static void look_at_division(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t divisor = graph_child(graph, node, 1);
    struct range range;
    int64_t constant;
    if (divisor == NO_ID || constant_value(graph, divisor, &constant) ||
        !range_at(ranges_of(pass, function), divisor, &range))
        return;
    if (is_outside_untested(&range)) {
        report_outside(pass, function, node, divisor, &range);
        return;
    }
    if (!range_shows(&range, 0))
        return;
    uint32_t shower = range.shown_low == 0 ? range.low_shower : range.high_shower;
    if (is_length_of_known_text(pass->facts, graph, shower) || is_guarded(graph, node, divisor) ||
        evidence_is_flagged(graph, shower, divisor, node))
        return;
    check_report(pass,
                 &(struct check_place){.function = function,
                                       .range = graph->nodes[node].range,
                                       .note = range_note(pass, function, shower, 0)},
                 "%s, the divisor, may be 0 here; test it before the division",
                 expression_name(pass->facts, function, divisor, pass->arena));
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (is_division(&function->graph.nodes[i]))
            look_at_division(pass, function, i);
}

void check_division_by_zero(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
