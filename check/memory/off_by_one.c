/* An index or a size that is shown to reach beyond an array of known size: `i <= N`, `buf[read(fd, buf, sizeof buf)]`,
 * memset of more than there is. */
#include "evidence.h"
#include "expression_name.h"
#include "expressions.h"
#include "range_calls.h"
#include "ranges.h"
#include "sized_arguments.h"

/* A test against a number this many times the array's was not made for the array: `if (kind < 0x8000)`. */
#define MAX_TIMES_BEYOND 4

static bool is_address_taken(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    return parent < graph->node_count && graph->nodes[parent].kind == NODE_UNARY &&
           graph->nodes[parent].op == OP_ADDRESS;
}

/* `while (count == 0 && !is_closed) wait();` may have ended for the other reason. */
static bool is_one_of_several(const struct function_graph *graph, uint32_t test)
{
    uint32_t parent = graph->nodes[test].parent;
    while (parent < graph->node_count && graph->nodes[parent].kind == NODE_CAST)
        parent = graph->nodes[parent].parent;
    return parent < graph->node_count && graph->nodes[parent].kind == NODE_BINARY &&
           (graph->nodes[parent].op == OP_LOGICAL_AND || graph->nodes[parent].op == OP_LOGICAL_OR);
}

/* `for (k = 0; limit[k] <= i && k < N; k++)`: the bound that comes second is a guard against what is not expected. */
static bool is_second_of_two(const struct function_graph *graph, uint32_t test)
{
    uint32_t child = test, parent = test < graph->node_count ? graph->nodes[test].parent : NO_ID;
    while (parent < graph->node_count && graph->nodes[parent].kind == NODE_CAST) {
        child = parent;
        parent = graph->nodes[parent].parent;
    }
    return parent < graph->node_count && graph->nodes[parent].kind == NODE_BINARY &&
           graph->nodes[parent].op == OP_LOGICAL_AND && graph_child(graph, parent, 1) == child;
}

/* `if (kind < 31)`: a test that no loop runs up to, against a number that is not close to the array's, tells kinds of
 * values apart. */
static bool is_of_something_else(const struct function_graph *graph, uint32_t test, int64_t value, int64_t end)
{
    if (!is_value_comparison(graph, test) || value < end + end / 2)
        return false;
    uint32_t node = graph->nodes[test].parent;
    while (node < graph->node_count && (graph->nodes[node].kind == NODE_CAST || graph->nodes[node].kind == NODE_BINARY))
        node = graph->nodes[node].parent;
    return node < graph->node_count &&
           (graph->nodes[node].kind == NODE_IF || graph->nodes[node].kind == NODE_CONDITIONAL);
}

/* `for (i = 0; i < N; i += 2) use(a[i], a[i + 1])`: ranges know the limit, not the steps. */
static bool goes_in_steps(const struct function_graph *graph, uint32_t test)
{
    int64_t step;
    if (!is_value_comparison(graph, test))
        return false;
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_ASSIGN && graph->nodes[i].op == OP_ADD &&
            constant_value(graph, graph_child(graph, i, 1), &step) && step > 1 &&
            mentions_place(graph, test, graph_child(graph, i, 0)))
            return true;
    return false;
}

/* The result of a call that failed, or a test on whose edge it is negative; that a text may be empty is no evidence. */
static bool shows_failure(const struct facts *facts, const struct function_graph *graph, uint32_t shower)
{
    if (shower >= graph->node_count)
        return false;
    const struct graph_node *node = &graph->nodes[shower];
    const struct range_call *call = range_call_find(facts, graph, shower);
    return (node->kind == NODE_CALL && !(call && call->kind == RANGE_CALL_LENGTH)) ||
           (is_value_comparison(graph, shower) && !is_one_of_several(graph, shower));
}

/* A parameter whose test is made for the array, but for its one end only: `if (i > LAST) return; table[i] = x;`. What a
 * static function is given is seen where it is called. */
static bool is_half_tested(const struct fact_function *function, const struct function_graph *graph, uint32_t index,
                           const struct range *range, int64_t end)
{
    uint32_t node = graph_skip_casts(graph, index);
    return node < graph->node_count && graph->nodes[node].kind == NODE_PARAM && function->linkage == LINKAGE_EXTERNAL &&
           range->high == end - 1 && range->low < -end && range->flags & RANGE_BOUNDED_ABOVE &&
           !(range->flags & RANGE_BOUNDED_BELOW);
}

static void report_half_tested(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    uint32_t index = graph_child(&function->graph, node, 1);
    check_report(pass, &(struct check_place){.function = function, .range = function->graph.nodes[node].range},
                 "%s was compared with the last index, but not with 0, and may be negative here",
                 expression_name(pass->facts, function, index, pass->arena));
}

/* What is far beyond, as UINT32_MAX, and a -1 that is written down, are marks for "none" rather than indexes. */
static void look_at_index(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t array = graph_child(graph, node, 0), index = graph_child(graph, node, 1);
    struct fixed_array fixed;
    struct range range;
    if (!fixed_array_of(pass->facts, graph, array, &fixed) || !range_at(ranges_of(pass, function), index, &range))
        return;
    int64_t end = (int64_t)fixed.count;
    if (is_half_tested(function, graph, index, &range, end))
        report_half_tested(pass, function, node);
    if (!range_is_shown(&range))
        return;
    bool is_above = range.shown_high >= end && range.shown_high / MAX_TIMES_BEYOND <= end,
         is_below = range.shown_low < 0;
    if (is_below && !is_above && !shows_failure(pass->facts, graph, range.low_shower))
        return;
    if ((!is_above && !is_below) || (is_address_taken(graph, node) && range.shown_high == end))
        return;
    int64_t value = is_above ? range.shown_high : range.shown_low;
    uint32_t shower = is_above ? range.high_shower : range.low_shower;
    if (evidence_is_flagged(graph, shower, index, node) ||
        (is_above && (is_of_something_else(graph, shower, value, end) || is_second_of_two(graph, shower) ||
                      goes_in_steps(graph, shower))))
        return;
    struct check_place place = {.function = function, .range = graph->nodes[node].range};
    if (shower < node || shower >= graph->nodes[node].subtree_end)
        place.note = range_note(pass, function, shower, value);
    const char *name = expression_name(pass->facts, function, index, pass->arena);
    check_report(pass, &place, "the index%s%s may be %lld here, but %s has %llu elements, the last is %llu",
                 *name == '\'' ? " " : "", *name == '\'' ? name : "", (long long)value,
                 expression_name(pass->facts, function, array, pass->arena), (unsigned long long)fixed.count,
                 (unsigned long long)fixed.count - 1);
}

static void look_at_call(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    struct sized_argument sizes[MAX_SIZED_ARGUMENTS];
    uint32_t count = sized_arguments_of(pass->facts, graph, call, sizes);
    for (uint32_t i = 0; i < count; i++) {
        struct fixed_array fixed;
        struct range range;
        bool is_written = sizes[i].kind == LIBC_BUFFER_OUT || sizes[i].kind == LIBC_BUFFER_INOUT;
        if (!is_written || sizes[i].buffer == NO_ID || !fixed_array_of(pass->facts, graph, sizes[i].buffer, &fixed) ||
            !range_at(ranges_of(pass, function), sizes[i].size, &range) || !range_is_shown(&range) ||
            range.shown_high <= (int64_t)fixed.size_bytes || range.shown_high == INT64_MAX)
            continue;
        struct check_place place = {.function = function, .range = graph->nodes[call].range};
        if (range.high_shower < call || range.high_shower >= graph->nodes[call].subtree_end)
            place.note = range_note(pass, function, range.high_shower, range.shown_high);
        check_report(pass, &place, "'%s' may write %lld bytes, but %s has %llu; give it the size of the array",
                     called_function(pass->facts, graph, call)->name, (long long)range.shown_high,
                     expression_name(pass->facts, function, sizes[i].buffer, pass->arena),
                     (unsigned long long)fixed.size_bytes);
        return;
    }
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++) {
        const struct graph_node *node = &function->graph.nodes[i];
        if (node->flags & NODE_FLAG_UNEVALUATED)
            continue;
        if (node->kind == NODE_SUBSCRIPT)
            look_at_index(pass, function, i);
        else if (node->kind == NODE_CALL)
            look_at_call(pass, function, i);
    }
}

void check_off_by_one(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
