/* if (write(...) < 0) { } : the failure is asked for, and nothing is done about it.
 *
 * Looked at are branches without a statement, `else` ones too, that are taken only when a call has failed. A macro that
 * expands to nothing here does something in another build; a comment of some words says why nothing is to be done. */
#include <string.h>

#include "cet/core/memory.h"
#include "comparison.h"
#include "explained.h"
#include "expressions.h"
#include "failure_edges.h"
#include "pass.h"
#include "result_conventions.h"

#define MAX_DEPTH 16 /* of operators in a condition */

struct empty_branch {
    struct check_pass *pass;
    struct result_conventions conventions;
    const struct fact_function *function;
    const struct function_graph *graph;
};

/* (void)rc; */
static bool is_voided_variable(const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind != NODE_CAST || n->op != OP_TO_VOID || n->macro != NO_ID)
        return false;
    uint32_t operand = graph_skip_casts(graph, node);
    return operand < graph->node_count &&
           (graph->nodes[operand].kind == NODE_LOCAL || graph->nodes[operand].kind == NODE_PARAM);
}

static bool is_empty(const struct function_graph *graph, uint32_t statement)
{
    if (statement >= graph->node_count)
        return false;
    for (uint32_t i = statement; i < graph->nodes[statement].subtree_end && i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (is_voided_variable(graph, i))
            i = n->subtree_end - 1;
        else if ((n->kind != NODE_COMPOUND && n->kind != NODE_EMPTY) || n->flags & NODE_FLAG_MACRO_BODY)
            return false;
    }
    return true;
}

/* The call whose result the operand of a comparison is: itself, `rc = call()`, or what rc was given last before. */
static uint32_t call_behind(const struct function_graph *graph, uint32_t operand)
{
    uint32_t node = graph_skip_casts(graph, operand);
    if (node >= graph->node_count)
        return NO_ID;
    if (graph->nodes[node].kind == NODE_ASSIGN && graph->nodes[node].op == OP_NONE)
        node = graph_skip_casts(graph, graph_child(graph, node, 1));
    else if (graph->nodes[node].kind == NODE_LOCAL || graph->nodes[node].kind == NODE_PARAM ||
             graph->nodes[node].kind == NODE_MEMBER || graph->nodes[node].kind == NODE_GLOBAL)
        node = graph_skip_casts(graph, last_value(graph, node, node));
    return node < graph->node_count && graph->nodes[node].kind == NODE_CALL ? node : NO_ID;
}

static const char *name_of_call(const struct empty_branch *check, uint32_t call)
{
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, call);
    return callee ? callee->name : "the function called";
}

static bool is_compared(const struct function_graph *graph, uint32_t node)
{
    uint32_t user = graph->nodes[node].parent;
    while (user < graph->node_count && graph->nodes[user].kind == NODE_CAST)
        user = graph->nodes[user].parent;
    return user < graph->node_count && graph->nodes[user].kind == NODE_BINARY;
}

/* `!= 0` written out, of a function that nothing is known of: numbers of use are not asked so. */
static bool asks_for_zero(const struct empty_branch *check, uint32_t call, const struct comparison *comparison)
{
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, call);
    return (!callee || (!callee->is_defined && !libc_find(callee))) && comparison->constant == 0 &&
           (comparison->op == OP_NE || comparison->op == OP_EQ) && is_compared(check->graph, comparison->operand);
}

/* The call that has failed where a condition without && and || is is_true, NO_ID: none. */
static uint32_t failed_call(struct empty_branch *check, uint32_t condition, bool is_true)
{
    const struct facts *facts = check->pass->facts;
    const struct graph_node *n = &check->graph->nodes[condition];
    struct comparison comparison;
    bool is_constant = comparison_read(facts, check->graph, condition, is_true, &comparison);
    uint32_t operand = is_constant              ? comparison.operand
                       : n->kind == NODE_BINARY ? graph_child(check->graph, condition, 0)
                                                : NO_ID;
    uint32_t call = operand == NO_ID ? NO_ID : call_behind(check->graph, operand);
    if (call == NO_ID)
        return NO_ID;
    struct call_result result = {call, operand};
    enum libc_failure fails = call_convention(&check->conventions, check->graph, call);
    if (fails == FAILS_MINUS && asks_for_zero(check, call, &comparison))
        fails = FAILS_NONZERO;
    return shortfall_edge(facts, check->graph, &result, fails, condition, is_true) == EDGE_FAILED ? call : NO_ID;
}

/* As failed_call, for `a() < 0 || b() < 0`: whichever of them it was, one has failed. */
static uint32_t failed_somewhere(struct empty_branch *check, uint32_t condition, bool is_true, unsigned depth)
{
    condition = graph_skip_implicit(check->graph, condition);
    if (condition >= check->graph->node_count || depth == 0)
        return NO_ID;
    const struct graph_node *n = &check->graph->nodes[condition];
    if (n->kind == NODE_UNARY && n->op == OP_NOT)
        return failed_somewhere(check, graph_child(check->graph, condition, 0), !is_true, depth - 1);
    if (n->kind != NODE_BINARY || (n->op != OP_LOGICAL_AND && n->op != OP_LOGICAL_OR))
        return failed_call(check, condition, is_true);
    if ((n->op == OP_LOGICAL_OR) != is_true)
        return NO_ID;
    uint32_t left = failed_somewhere(check, graph_child(check->graph, condition, 0), is_true, depth - 1);
    uint32_t right = failed_somewhere(check, graph_child(check->graph, condition, 1), is_true, depth - 1);
    return right == NO_ID ? NO_ID : left;
}

static void look_at_branch(struct empty_branch *check, uint32_t node, uint32_t branch, bool is_true)
{
    const struct graph_node *nodes = check->graph->nodes;
    uint32_t condition = graph_child(check->graph, node, 0);
    if (!is_empty(check->graph, branch) || condition >= check->graph->node_count)
        return;
    uint32_t call = failed_somewhere(check, condition, is_true, MAX_DEPTH);
    if (call == NO_ID || is_explained(check->pass->facts, nodes[branch].range))
        return;
    check_report(check->pass,
                 &(struct check_place){.function = check->function,
                                       .range = nodes[condition].range,
                                       .note = {nodes[branch].range, "the empty branch"}},
                 "nothing is done when '%s' fails; handle the failure, or say in a comment why it does not matter",
                 name_of_call(check, call));
}

void check_empty_error_branch(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct empty_branch check = {.pass = pass, .conventions = {.facts = facts}};
    for (uint32_t f = 0; f < facts->function_count; f++) {
        check.function = &facts->functions[f];
        check.graph = &check.function->graph;
        for (uint32_t i = 0; check.function->is_defined && i < check.graph->node_count; i++) {
            if (check.graph->nodes[i].kind != NODE_IF)
                continue;
            look_at_branch(&check, i, graph_child(check.graph, i, 1), true);
            look_at_branch(&check, i, graph_child(check.graph, i, 2), false);
        }
    }
    result_conventions_release(&check.conventions);
}
