#include "reported_failures.h"

#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"

/* Parts of the names of functions that complain, case aside. */
static const char *const complaints[] = {"error", "warn", "fail", "fatal", "perror", "complain"};

static bool has_complaint(const char *name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(complaints); i++)
        if (strcasestr(name, complaints[i]))
            return true;
    return false;
}

static bool names_stderr(const struct facts *facts, const struct function_graph *graph, uint32_t call)
{
    for (uint32_t i = call + 1; i < graph->nodes[call].subtree_end; i++)
        if (graph->nodes[i].kind == NODE_GLOBAL && graph->nodes[i].symbol < facts->global_count &&
            !strcmp(facts->globals[graph->nodes[i].symbol].name, "stderr"))
            return true;
    return false;
}

static bool has_message(const struct function_graph *graph, uint32_t call)
{
    for (uint32_t i = call + 1; i < graph->nodes[call].subtree_end; i++)
        if (graph->nodes[i].kind == NODE_STRING_LITERAL)
            return true;
    return false;
}

/* fprintf(stderr, "..."), perror("..."), some_error(context, "..."), as a statement of its own. */
static bool is_complaint(const struct facts *facts, const struct function_graph *graph, uint32_t statement)
{
    uint32_t call = graph_skip_casts(graph, statement);
    const struct fact_function *callee = call < graph->node_count ? called_function(facts, graph, call) : NULL;
    return callee && has_message(graph, call) && (has_complaint(callee->name) || names_stderr(facts, graph, call));
}

/* The statement before it among those that its parent holds, NO_ID: it is the first. */
static uint32_t statement_before(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent, before = NO_ID;
    if (parent >= graph->node_count || graph->nodes[parent].kind != NODE_COMPOUND)
        return NO_ID;
    for (uint32_t i = 0; i < graph->nodes[parent].child_count; i++) {
        uint32_t child = graph_child(graph, parent, i);
        if (child == node)
            return before;
        before = child;
    }
    return NO_ID;
}

struct reported_failures reported_failures_of(const struct facts *facts, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    struct reported_failures found = {.example = NO_ID};
    uint32_t return_count = 0, zero_count = 0, reported_zero_count = 0;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        int64_t value;
        if (graph->nodes[i].kind != NODE_RETURN)
            continue;
        if (!constant_value(graph, graph_child(graph, i, 0), &value))
            return found;
        uint32_t before = statement_before(graph, i);
        bool is_reported = before != NO_ID && is_complaint(facts, graph, before);
        return_count++;
        zero_count += value == 0;
        reported_zero_count += is_reported && value == 0;
        if (is_reported && found.count++ == 0)
            found.example = i;
    }
    bool is_success_zero = zero_count > 0 && reported_zero_count == 0;
    bool is_failure_zero = zero_count < return_count && reported_zero_count == found.count;
    found.are_told_apart = found.count > 0 && (is_success_zero || is_failure_zero);
    return found;
}
