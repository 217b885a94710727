/* if (pthread_create(...) == -1): a failure is asked for by a value that the function never returns. */
#include <string.h>

#include "comparison.h"
#include "expressions.h"
#include "libc.h"
#include "pass.h"
#include "types.h"

/* The name of what is called, without what the linker's --wrap puts before it. */
static const char *name_of(const struct fact_function *function)
{
    return strncmp(function->name, "__real_", 7) != 0 ? function->name : function->name + 7;
}

/* Functions that return 0 or an error number: all of POSIX threads that return an int besides those that answer. */
static bool returns_error_number(const struct facts *facts, const struct fact_function *function)
{
    static const char *const others[] = {"pthread_equal", "pthread_getconcurrency", NULL};
    const struct libc_function *libc = libc_find(function);
    const char *name = name_of(function);
    const struct fact_type *result = resolved_type(facts, function->result_type);
    if (function->is_defined || !result || result->kind != TYPE_INT)
        return false;
    for (const char *const *other = others; *other; other++)
        if (!strcmp(name, *other))
            return false;
    return (libc && libc->fails == FAILS_POSITIVE) || !strncmp(name, "pthread_", 8);
}

/* The call whose result the operand is, by itself or from the variable that took it. */
static uint32_t call_behind(const struct function_graph *graph, uint32_t operand, uint32_t before)
{
    uint32_t node = graph_skip_casts(graph, operand);
    if (node < graph->node_count && graph->nodes[node].kind == NODE_LOCAL)
        node = graph_skip_casts(graph, last_value(graph, node, before));
    if (node < graph->node_count && graph->nodes[node].kind == NODE_ASSIGN)
        node = graph_skip_casts(graph, graph_child(graph, node, 1));
    return node < graph->node_count && graph->nodes[node].kind == NODE_CALL ? node : NO_ID;
}

/* Only what is below 0 passes or, turned round, fails. */
static bool asks_for_negative(const struct comparison *comparison)
{
    struct result_test test = {comparison->op, comparison->constant};
    bool of_zero = result_test_holds(&test, 0);
    return result_test_holds(&test, -1) != of_zero && result_test_holds(&test, 1) == of_zero &&
           result_test_holds(&test, INT32_MAX) == of_zero;
}

static void look_at_comparison(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    struct comparison comparison;
    if (!comparison_read(pass->facts, graph, node, true, &comparison) || !asks_for_negative(&comparison))
        return;
    uint32_t call = call_behind(graph, comparison.operand, node);
    const struct fact_function *called = call == NO_ID ? NULL : called_function(pass->facts, graph, call);
    if (!called || !returns_error_number(pass->facts, called))
        return;
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[node].range},
                 "'%s' returns an error number above 0 when it fails, never a negative one; compare with 0",
                 called->name);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (is_value_comparison(&function->graph, i))
            look_at_comparison(pass, function, i);
}

void check_impossible_failure(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
