/* Some failures of a function are told by a negative number, but for one call a number is returned that also means
 * success: who asks `< 0` misses it.
 *
 * Looked at are functions that return negative constants. Found is a call whose failure leads to 0 or a positive number
 * only, which is also returned, or may be, after the call has worked. */
#include <stdlib.h>

#include "explained.h"
#include "expressions.h"
#include "outcomes.h"
#include "pass.h"
#include "paths.h"
#include "result_conventions.h"

struct mixed {
    struct check_pass *pass;
    struct result_conventions conventions;
    struct never_returns ends;
    bool *is_callback; /* NULL: not asked yet */
};

/* The one value that every way from the failure ends in; false when there are several, when it is negative, or when
 * the failure is told by other means. */
static bool find_failed_value(const struct outcomes *outcomes, struct outcome *ret_failed)
{
    bool has_failed = false;
    for (uint32_t i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->returns[i];
        if (outcome->is_told)
            return false;
        if (outcome->outcome != CALL_FAILED)
            continue;
        if (!outcome->is_known || outcome->value < 0 || (has_failed && outcome->value != ret_failed->value))
            return false;
        if (!has_failed)
            *ret_failed = *outcome;
        has_failed = true;
    }
    return has_failed;
}

/* A number that is not constant may well be 0: no lines, no bytes. */
static bool means_success_too(const struct outcomes *outcomes, int64_t value)
{
    for (uint32_t i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->returns[i];
        if (outcome->outcome == CALL_WORKED && (outcome->is_known ? outcome->value == value : value == 0))
            return true;
    }
    return false;
}

static bool is_returned(const struct function_graph *graph, uint32_t place)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_RETURN && is_same_place(graph, graph_child(graph, i, 0), place))
            return true;
    return false;
}

static bool is_negative(const struct function_graph *graph, uint32_t value)
{
    int64_t constant;
    if (constant_value(graph, value, &constant))
        return constant < 0;
    value = graph_skip_casts(graph, value);
    return value < graph->node_count && graph->nodes[value].kind == NODE_UNARY && graph->nodes[value].op == OP_MINUS;
}

/* A return of a negative number, or where a variable that is returned is given one. */
static uint32_t find_negative(const struct function_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_RETURN && is_negative(graph, graph_child(graph, i, 0)))
            return i;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        bool is_assign = graph->nodes[i].kind == NODE_ASSIGN;
        if ((is_assign || graph->nodes[i].kind == NODE_DECLARE) &&
            is_negative(graph, graph_child(graph, i, is_assign ? 1 : 0)) &&
            is_returned(graph, is_assign ? graph_child(graph, i, 0) : i))
            return i;
    }
    return NO_ID;
}

static bool is_callback(struct mixed *check, const struct fact_function *function)
{
    if (!check->is_callback)
        check->is_callback = outcomes_find_callbacks(check->pass->facts);
    return check->is_callback[function - check->pass->facts->functions];
}

static void look_at_call(struct mixed *check, const struct fact_function *function, uint32_t call,
                         enum libc_failure fails, uint32_t negative)
{
    struct check_pass *pass = check->pass;
    const struct graph_node *nodes = function->graph.nodes;
    struct outcomes outcomes;
    struct outcome failed = {.node = NO_ID};
    if (!outcomes_find(&check->ends, function, call, fails, &outcomes) || !find_failed_value(&outcomes, &failed) ||
        !means_success_too(&outcomes, failed.value) ||
        !outcomes_tell_of_failure(&check->conventions, &function->graph, call, &outcomes) ||
        is_callback(check, function) || is_explained(pass->facts, nodes[failed.node].range) ||
        is_explained(pass->facts, nodes[call].range))
        return;
    check_report(
        pass,
        &(struct check_place){.function = function,
                              .range = nodes[failed.node].range,
                              .note = {nodes[negative].range, "here a failure is told by a negative number"}},
        "'%s' returns %lld when '%s' fails, which also means success, but a negative number for other failures; "
        "return one here too",
        function->name, (long long)failed.value, called_function(pass->facts, &function->graph, call)->name);
}

static bool returns_number(const struct facts *facts, const struct fact_function *function)
{
    uint32_t type = facts_resolve_type(facts, function->result_type);
    return type < facts->type_count && facts->types[type].kind == TYPE_INT &&
           facts->types[type].flags & TYPE_FLAG_SIGNED;
}

static void look_at_function(struct mixed *check, const struct fact_function *function)
{
    const struct facts *facts = check->pass->facts;
    const struct function_graph *graph = &function->graph;
    if (!returns_number(facts, function))
        return;
    uint32_t negative = NO_ID;
    uint64_t work = 0;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct fact_function *callee = called_function(facts, graph, i);
        if (!callee || graph->nodes[i].flags & NODE_FLAG_UNEVALUATED || call_result_use(graph, i) != RESULT_USED)
            continue;
        enum libc_failure fails = call_convention(&check->conventions, graph, i);
        if (fails == FAILS_NOT)
            continue;
        if (negative == NO_ID)
            negative = find_negative(graph);
        if (negative == NO_ID || !paths_afford(&work, graph))
            return;
        look_at_call(check, function, i, fails, negative);
    }
}

void check_mixed_returns(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct mixed check = {.pass = pass, .conventions = {.facts = facts}, .ends = {.facts = facts}};
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (facts->functions[i].is_defined)
            look_at_function(&check, &facts->functions[i]);
    result_conventions_release(&check.conventions);
    never_returns_release(&check.ends);
    free(check.is_callback);
}
