#include "failure_edges.h"

#include "cet/core/memory.h"
#include "comparison.h"
#include "expressions.h"

bool is_call_result(const struct function_graph *graph, const struct call_result *result, uint32_t expr)
{
    expr = graph_skip_casts(graph, expr);
    if (expr >= graph->node_count)
        return false;
    if (graph->nodes[expr].kind == NODE_ASSIGN && graph->nodes[expr].op == OP_NONE)
        return graph_skip_casts(graph, graph_child(graph, expr, 1)) == result->call;
    return expr == result->call || (result->place != NO_ID && is_same_place(graph, expr, result->place));
}

enum place_change failure_place_change(const struct function_graph *graph, const struct call_result *result,
                                       uint32_t node, uint32_t *ret_place)
{
    const struct graph_node *n = &graph->nodes[node];
    bool is_assign = n->kind == NODE_ASSIGN;
    if (!is_assign && n->kind != NODE_DECLARE)
        return PLACE_SAME;
    uint32_t place = is_assign ? graph_child(graph, node, 0) : node;
    uint32_t value = is_assign && n->op != OP_NONE ? NO_ID : graph_child(graph, node, is_assign ? 1 : 0);
    if (value != NO_ID && graph_skip_casts(graph, value) == result->call) {
        *ret_place = place;
        return PLACE_TAKES_RESULT;
    }
    return result->place != NO_ID && place != NO_ID && is_same_place(graph, result->place, place) ? PLACE_OVERWRITTEN
                                                                                                  : PLACE_SAME;
}

static bool means_failure(enum libc_failure fails, int64_t value)
{
    switch (fails) {
    case FAILS_NULL:
        return value == 0;
    case FAILS_MINUS:
        return value < 0;
    case FAILS_POSITIVE:
        return value > 0;
    default:
        return value != 0;
    }
}

static bool means_success(enum libc_failure fails, int64_t value)
{
    switch (fails) {
    case FAILS_NULL:
        return value != 0;
    case FAILS_MINUS:
        return value >= 0;
    default:
        return value == 0;
    }
}

/* Tries the test on the value that means failure, on some that do not, and on what it compares with: code that asks for
 * -2 knows of a second failure. */
static enum edge_meaning meaning_of_test(enum libc_failure fails, const struct comparison *test)
{
    static const int64_t worked_values[] = {0, 1, 2, 4096};
    int64_t failures[] = {fails == FAILS_NULL ? 0 : fails == FAILS_POSITIVE ? 1 : -1, test->constant};
    bool can_fail = false;
    bool can_work = means_success(fails, test->constant) && comparison_allows(test, test->constant);
    for (size_t i = 0; i < ARRAY_LENGTH(failures); i++)
        can_fail |= means_failure(fails, failures[i]) && comparison_allows(test, failures[i]);
    for (size_t i = 0; i < ARRAY_LENGTH(worked_values); i++)
        can_work |= means_success(fails, worked_values[i]) && comparison_allows(test, worked_values[i]);
    if (!can_fail)
        return EDGE_WORKED;
    return can_work ? EDGE_OPEN : EDGE_FAILED;
}

enum edge_meaning result_test_meaning(enum libc_failure fails, const struct result_test *test, bool is_true)
{
    return meaning_of_test(fails, &(struct comparison){.op = test->op, .constant = test->constant, .holds = is_true});
}

enum edge_meaning failure_edge(const struct facts *facts, const struct function_graph *graph,
                               const struct call_result *result, enum libc_failure fails, uint32_t condition,
                               bool is_true)
{
    struct comparison test;
    if (fails == FAILS_NOT || fails == FAILS_SHORT)
        return EDGE_OPEN; /* a short count may be the end of the input as well */
    if (!comparison_read(facts, graph, condition, is_true, &test) || !is_call_result(graph, result, test.operand))
        return EDGE_OPEN;
    return meaning_of_test(fails, &test);
}

enum edge_meaning shortfall_edge(const struct facts *facts, const struct function_graph *graph,
                                 const struct call_result *result, enum libc_failure fails, uint32_t condition,
                                 bool is_true)
{
    struct comparison test;
    enum edge_meaning meaning = failure_edge(facts, graph, result, fails, condition, is_true);
    bool is_constant = comparison_read(facts, graph, condition, is_true, &test);
    if (meaning != EDGE_OPEN || condition >= graph->node_count || graph->nodes[condition].kind != NODE_BINARY ||
        (fails != FAILS_SHORT && (fails != FAILS_MINUS || (is_constant && test.constant <= 0))) ||
        !is_call_result(graph, result, graph_child(graph, condition, 0)))
        return meaning;
    switch ((enum operator_token)graph->nodes[condition].op) {
    case OP_LT:
    case OP_NE:
        return is_true ? EDGE_FAILED : EDGE_WORKED;
    case OP_GE:
    case OP_EQ:
        return is_true ? EDGE_WORKED : EDGE_FAILED;
    default:
        return EDGE_OPEN;
    }
}
