/* A number from outside (atoi, strtol, scanf, what read and fread filled, ntohl) used as a size or an index, or as the
 * bound of a loop over an array of known size, without a test that bounds it. */
#include "expression_name.h"
#include "expressions.h"
#include "range_calls.h"
#include "ranges.h"
#include "sized_arguments.h"

#define SMALL_SIZE 0xffff /* what 16 bits hold is no size that does harm by itself */

#define MAX_TOLD 8

struct tainted_check {
    struct check_pass *pass;
    const struct fact_function *function;
    uint32_t told[MAX_TOLD]; /* sources that have brought a finding: one for each tells what to mend */
    uint32_t told_count;
};

static bool is_told(struct tainted_check *check, uint32_t source)
{
    for (uint32_t i = 0; i < check->told_count; i++)
        if (check->told[i] == source)
            return true;
    if (check->told_count < MAX_TOLD)
        check->told[check->told_count++] = source;
    return false;
}

static void report(struct tainted_check *check, uint32_t place, uint32_t value, const struct range *range,
                   const char *use)
{
    struct check_pass *pass = check->pass;
    const struct fact_function *function = check->function;
    if (is_told(check, range->source))
        return;
    struct check_place at = {.function = function, .range = function->graph.nodes[place].range};
    const char *source = range_source(pass, function, range, &at.note);
    check_report(pass, &at, "%s comes from outside by '%s' and is used as %s without a test of its limits",
                 expression_name(pass->facts, function, value, pass->arena), source, use);
}

/* Only its upper end was tested, and what is negative becomes a huge size. */
static bool is_outside_negative(struct check_pass *pass, const struct fact_function *function, uint32_t size,
                                struct range *ret_range)
{
    const struct graph_node *node = &function->graph.nodes[size];
    struct integer_type to, from;
    uint32_t operand = node->kind == NODE_CAST ? graph_child(&function->graph, size, 0) : NO_ID;
    return operand < function->graph.node_count && integer_type_of(pass->facts, node->type, &to) && !to.is_signed &&
           integer_type_of(pass->facts, function->graph.nodes[operand].type, &from) && from.is_signed &&
           range_at(ranges_of(pass, function), operand, ret_range) && ret_range->source != NO_ID &&
           ret_range->low < -1 && !(ret_range->flags & RANGE_BOUNDED_BELOW);
}

static void look_at_call(struct tainted_check *check, uint32_t call)
{
    struct check_pass *pass = check->pass;
    const struct fact_function *function = check->function;
    const struct function_graph *graph = &function->graph;
    struct sized_argument sizes[MAX_SIZED_ARGUMENTS];
    uint32_t count = sized_arguments_of(pass->facts, graph, call, sizes);
    for (uint32_t i = 0; i < count; i++) {
        struct range range;
        struct fixed_array fixed;
        uint32_t value = graph_skip_casts(graph, sizes[i].size);
        bool is_product = value < graph->node_count && graph->nodes[value].kind == NODE_BINARY &&
                          graph->nodes[value].op == OP_MUL; /* cet-allocation-overflow's */
        bool is_fixed = sizes[i].buffer != NO_ID && fixed_array_of(pass->facts, graph, sizes[i].buffer, &fixed);
        if ((is_product && sizes[i].buffer == NO_ID) || !range_at(ranges_of(pass, function), sizes[i].size, &range))
            continue;
        if (!range_is_outside_unbounded(&range, is_fixed ? (int64_t)fixed.size_bytes : SMALL_SIZE) &&
            !is_outside_negative(pass, function, sizes[i].size, &range))
            continue;
        report(check, call, sizes[i].size, &range,
               arena_printf(pass->arena, "a size of '%s'", called_function(pass->facts, graph, call)->name));
        return;
    }
}

static void look_at_index(struct tainted_check *check, uint32_t node)
{
    struct check_pass *pass = check->pass;
    const struct fact_function *function = check->function;
    const struct function_graph *graph = &function->graph;
    uint32_t index = graph_child(graph, node, 1);
    struct range range;
    struct fixed_array fixed;
    if (!range_at(ranges_of(pass, function), index, &range) || range.source == NO_ID)
        return;
    bool is_fixed = fixed_array_of(pass->facts, graph, graph_child(graph, node, 0), &fixed);
    bool is_above = range_is_outside_unbounded(&range, is_fixed ? (int64_t)fixed.count - 1 : SMALL_SIZE);
    bool is_below = range.low < -1 && !(range.flags & RANGE_BOUNDED_BELOW) && range.source != NO_ID;
    if (is_above || is_below)
        report(check, node, index, &range, "an index");
}

/* The node is a loop's condition `i < n`, and the loop has an array of known size with the index i. */
static bool indexes_fixed_array(const struct facts *facts, const struct function_graph *graph, uint32_t condition,
                                uint32_t counter)
{
    uint32_t loop = graph->nodes[condition].parent;
    if (loop >= graph->node_count || (graph->nodes[loop].kind != NODE_FOR && graph->nodes[loop].kind != NODE_WHILE))
        return false;
    struct fixed_array fixed;
    for (uint32_t i = loop; i < graph->nodes[loop].subtree_end; i++)
        if (graph->nodes[i].kind == NODE_SUBSCRIPT && is_same_place(graph, graph_child(graph, i, 1), counter) &&
            fixed_array_of(facts, graph, graph_child(graph, i, 0), &fixed))
            return true;
    return false;
}

static void look_at_comparison(struct tainted_check *check, uint32_t node)
{
    struct check_pass *pass = check->pass;
    const struct fact_function *function = check->function;
    const struct function_graph *graph = &function->graph;
    enum operator_token op = graph->nodes[node].op;
    bool is_right_greater = op == OP_LT || op == OP_LE;
    uint32_t bound = graph_child(graph, node, is_right_greater), counter = graph_child(graph, node, !is_right_greater);
    struct range range;
    if (bound != NO_ID && counter != NO_ID && range_at(ranges_of(pass, function), bound, &range) &&
        range_is_outside_unbounded(&range, SMALL_SIZE) && indexes_fixed_array(pass->facts, graph, node, counter))
        report(check, node, bound, &range, "the bound of a loop over an array");
}

static bool brings_from_outside(const struct facts *facts, const struct function_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct range_call *call = graph->nodes[i].kind == NODE_CALL ? range_call_find(facts, graph, i) : NULL;
        if (call && call->kind != RANGE_CALL_LENGTH && call->kind != RANGE_CALL_CHARACTER)
            return true;
    }
    return false;
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    if (!brings_from_outside(pass->facts, graph))
        return;
    struct tainted_check check = {.pass = pass, .function = function};
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *node = &graph->nodes[i];
        if (node->flags & NODE_FLAG_UNEVALUATED)
            continue;
        if (node->kind == NODE_CALL)
            look_at_call(&check, i);
        else if (node->kind == NODE_SUBSCRIPT)
            look_at_index(&check, i);
        else if (node->kind == NODE_BINARY && node->op >= OP_LT && node->op <= OP_GE)
            look_at_comparison(&check, i);
    }
}

void check_tainted_size(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
