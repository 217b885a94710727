/* The caller cannot tell whether a call in the function failed: the failure is seen, and then the same constant is
 * returned as after success.
 *
 * Silent where the failure is told by other means (written to the caller's memory, to a global, through a function that
 * is given one of them), where it is asked for by errno, where it may be the answer that was wanted (stat of a file
 * that need not be there), in functions whose result is laid down by others (callbacks), and where a comment says why.
 */
#include <stdlib.h>

#include "explained.h"
#include "expressions.h"
#include "outcomes.h"
#include "pass.h"
#include "paths.h"
#include "result_conventions.h"

struct same_result {
    struct check_pass *pass;
    struct result_conventions conventions;
    struct never_returns ends;
    bool *is_callback; /* NULL: not asked yet */
};

/* Every way on from the failure and from success ends in the one value; *ret_failed is a return after the failure. */
static bool is_all_the_same(const struct outcomes *outcomes, uint32_t *ret_failed, int64_t *ret_value)
{
    bool has_failed = false, has_worked = false;
    for (uint32_t i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->returns[i];
        if (!outcome->is_known || outcome->is_told || outcome->value != outcomes->returns[0].value)
            return false;
        if (outcome->outcome == CALL_FAILED && !has_failed)
            *ret_failed = outcome->node;
        has_failed |= outcome->outcome == CALL_FAILED;
        has_worked |= outcome->outcome == CALL_WORKED;
    }
    *ret_value = outcomes->count ? outcomes->returns[0].value : 0;
    return has_failed && has_worked;
}

static const char *value_text(struct check_pass *pass, const struct fact_function *function, int64_t value)
{
    uint32_t type = facts_resolve_type(pass->facts, function->result_type);
    switch (pass->facts->types[type].kind) {
    case TYPE_POINTER:
        return value ? "the same pointer" : "NULL";
    case TYPE_BOOL:
        return value ? "true" : "false";
    default:
        return arena_printf(pass->arena, "%lld", (long long)value);
    }
}

static bool is_callback(struct same_result *check, const struct fact_function *function)
{
    if (!check->is_callback)
        check->is_callback = outcomes_find_callbacks(check->pass->facts);
    return check->is_callback[function - check->pass->facts->functions];
}

static bool look_at_call(struct same_result *check, const struct fact_function *function, uint32_t call,
                         enum libc_failure fails)
{
    struct check_pass *pass = check->pass;
    const struct graph_node *nodes = function->graph.nodes;
    struct outcomes outcomes;
    uint32_t failed = NO_ID;
    int64_t value = 0;
    if (!outcomes_find(&check->ends, function, call, fails, &outcomes) ||
        !is_all_the_same(&outcomes, &failed, &value) ||
        !outcomes_tell_of_failure(&check->conventions, &function->graph, call, &outcomes) ||
        is_callback(check, function) || is_explained(pass->facts, nodes[failed].range) ||
        is_explained(pass->facts, nodes[call].range))
        return false;
    const char *text = value_text(pass, function, value),
               *callee = called_function(pass->facts, &function->graph, call)->name;
    check_report(
        pass,
        &(struct check_place){
            .function = function,
            .range = nodes[call].range,
            .note = {nodes[failed].range, arena_printf(pass->arena, "%s is returned here after the failure", text)}},
        "'%s' returns %s whether '%s' works or fails, so its caller cannot tell; return something else after the "
        "failure",
        function->name, text, callee);
    return true;
}

static bool returns_a_constant(const struct facts *facts, const struct fact_function *function)
{
    uint32_t type = facts_resolve_type(facts, function->result_type);
    return type < facts->type_count &&
           (facts->types[type].kind == TYPE_INT || facts->types[type].kind == TYPE_BOOL ||
            facts->types[type].kind == TYPE_ENUM || facts->types[type].kind == TYPE_POINTER);
}

static void look_at_function(struct same_result *check, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    uint64_t work = 0;
    if (!returns_a_constant(check->pass->facts, function))
        return;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct fact_function *callee = called_function(check->pass->facts, graph, i);
        if (!callee || graph->nodes[i].flags & NODE_FLAG_UNEVALUATED || call_result_use(graph, i) != RESULT_USED)
            continue;
        enum libc_failure fails = call_convention(&check->conventions, graph, i);
        if (fails == FAILS_NOT)
            continue;
        if (!paths_afford(&work, graph) || look_at_call(check, function, i, fails))
            return; /* one is enough */
    }
}

void check_same_result(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct same_result check = {.pass = pass, .conventions = {.facts = facts}, .ends = {.facts = facts}};
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (facts->functions[i].is_defined)
            look_at_function(&check, &facts->functions[i]);
    result_conventions_release(&check.conventions);
    never_returns_release(&check.ends);
    free(check.is_callback);
}
