#include "failure_edges.h"

#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"

/* How many layers of `!`, casts and __builtin_expect are looked through. */
#define MAX_LAYERS 16

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

static bool compare(enum operator_token op, int64_t left, int64_t right)
{
    switch (op) {
    case OP_LT:
        return left < right;
    case OP_LE:
        return left <= right;
    case OP_GT:
        return left > right;
    case OP_GE:
        return left >= right;
    case OP_EQ:
        return left == right;
    default:
        return left != right;
    }
}

enum operator_token operator_turned_round(enum operator_token op)
{
    switch (op) {
    case OP_LT:
        return OP_GT;
    case OP_LE:
        return OP_GE;
    case OP_GT:
        return OP_LT;
    case OP_GE:
        return OP_LE;
    default:
        return op;
    }
}

bool result_test_holds(const struct result_test *test, int64_t value)
{
    return compare(test->op, value, test->constant);
}

static bool read_test(const struct function_graph *graph, const struct call_result *result, uint32_t condition,
                      struct result_test *ret_test)
{
    const struct graph_node *node = &graph->nodes[condition];
    if (is_call_result(graph, result, condition)) {
        *ret_test = (struct result_test){OP_NE, 0};
        return true;
    }
    if (node->kind != NODE_BINARY || node->op < OP_LT || node->op > OP_NE)
        return false;
    uint32_t left = graph_child(graph, condition, 0), right = graph_child(graph, condition, 1);
    struct result_test test = {.op = node->op};
    if (is_call_result(graph, result, left) && constant_value(graph, right, &test.constant)) {
        *ret_test = test;
        return true;
    }
    test.op = operator_turned_round(test.op);
    if (is_call_result(graph, result, right) && constant_value(graph, left, &test.constant)) {
        *ret_test = test;
        return true;
    }
    return false;
}

uint32_t condition_below_layers(const struct facts *facts, const struct function_graph *graph, uint32_t condition,
                                bool *is_true)
{
    for (unsigned i = 0; i < MAX_LAYERS && condition < graph->node_count; i++) {
        uint32_t inner = graph_skip_casts(graph, condition);
        if (inner >= graph->node_count)
            return NO_ID;
        const struct graph_node *node = &graph->nodes[inner];
        const struct fact_function *callee = called_function(facts, graph, inner);
        if (node->kind == NODE_UNARY && node->op == OP_NOT) {
            *is_true = !*is_true;
            condition = graph_child(graph, inner, 0);
        } else if (callee && !strcmp(callee->name, "__builtin_expect")) {
            condition = graph_child(graph, inner, 1);
        } else {
            return inner;
        }
    }
    return NO_ID;
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
enum edge_meaning result_test_meaning(enum libc_failure fails, const struct result_test *test, bool is_true)
{
    static const int64_t worked_values[] = {0, 1, 2, 4096};
    int64_t failures[] = {fails == FAILS_NULL ? 0 : fails == FAILS_POSITIVE ? 1 : -1, test->constant};
    bool can_fail = false, can_work = false;
    for (size_t i = 0; i < ARRAY_LENGTH(failures); i++)
        can_fail |= means_failure(fails, failures[i]) && compare(test->op, failures[i], test->constant) == is_true;
    for (size_t i = 0; i < ARRAY_LENGTH(worked_values); i++)
        can_work |=
            means_success(fails, worked_values[i]) && compare(test->op, worked_values[i], test->constant) == is_true;
    can_work |= means_success(fails, test->constant) && compare(test->op, test->constant, test->constant) == is_true;
    if (!can_fail)
        return EDGE_WORKED;
    return can_work ? EDGE_OPEN : EDGE_FAILED;
}

enum edge_meaning failure_edge(const struct facts *facts, const struct function_graph *graph,
                               const struct call_result *result, enum libc_failure fails, uint32_t condition,
                               bool is_true)
{
    struct result_test test;
    if (fails == FAILS_NOT || fails == FAILS_SHORT)
        return EDGE_OPEN; /* a short count may be the end of the input as well */
    if (condition < graph->node_count && !is_call_result(graph, result, condition))
        condition = condition_below_layers(facts, graph, condition, &is_true);
    if (condition >= graph->node_count || !read_test(graph, result, condition, &test))
        return EDGE_OPEN;
    return result_test_meaning(fails, &test, is_true);
}
