#include "comparison.h"

#include <string.h>

#include "expressions.h"

/* How many layers of `!`, casts and __builtin_expect are looked through. */
#define MAX_LAYERS 16

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

bool result_test_holds(const struct result_test *test, int64_t value)
{
    return compare(test->op, value, test->constant);
}

bool comparison_read(const struct facts *facts, const struct function_graph *graph, uint32_t condition, bool is_true,
                     struct comparison *ret_comparison)
{
    condition = condition_below_layers(facts, graph, condition, &is_true);
    if (condition >= graph->node_count)
        return false;
    const struct graph_node *node = &graph->nodes[condition];
    struct comparison comparison = {.operand = condition, .op = OP_NE, .holds = is_true};
    if (node->kind == NODE_BINARY && node->op >= OP_LT && node->op <= OP_NE) {
        uint32_t left = graph_child(graph, condition, 0), right = graph_child(graph, condition, 1);
        bool is_turned = !constant_value(graph, right, &comparison.constant);
        if (is_turned && !constant_value(graph, left, &comparison.constant))
            return false;
        comparison.operand = is_turned ? right : left;
        comparison.op = is_turned ? operator_turned_round(node->op) : (enum operator_token)node->op;
    }
    *ret_comparison = comparison;
    return comparison.operand < graph->node_count;
}

bool comparison_allows(const struct comparison *comparison, int64_t value)
{
    return compare(comparison->op, value, comparison->constant) == comparison->holds;
}
