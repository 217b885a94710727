/* A boolean parameter that every caller gives as a constant, some true and some false, and that chooses between
 * branches which make up much of the function. */
#include "expressions.h"
#include "search.h"
#include "types.h"

#define LEAST_CALLS 2
#define LEAST_SHARE 4 /* of the body's nodes one in so many must stand in the branches */

struct flag_calls {
    uint32_t yes, no, others;
};

/* `bool`, or an int that is only ever 0 or 1. */
static bool is_truth(const struct facts *facts, uint32_t type)
{
    const struct fact_type *resolved = resolved_type(facts, type);
    return resolved && (resolved->kind == TYPE_BOOL || (resolved->kind == TYPE_INT && resolved->size_bytes == 4));
}

static struct flag_calls count_calls(const struct refactoring_search *search, uint32_t f, uint32_t param)
{
    const struct call_graph *calls = &search->calls.graph;
    struct flag_calls count = {0};
    for (uint32_t i = calls->first_of_callee[f]; i < calls->first_of_callee[f + 1]; i++) {
        const struct call_site *site = &calls->sites[calls->by_callee[i]];
        const struct function_graph *graph = &search->facts->functions[site->caller].graph;
        int64_t value;
        if (!constant_value(graph, graph_child(graph, site->node, param + 1), &value) || (value != 0 && value != 1))
            count.others++;
        else if (value)
            count.yes++;
        else
            count.no++;
    }
    return count;
}

/* `flag` or `!flag`, and nothing else. */
static bool asks_flag(const struct function_graph *graph, uint32_t condition, uint32_t param)
{
    condition = graph_skip_casts(graph, condition);
    while (condition < graph->node_count && graph->nodes[condition].kind == NODE_UNARY &&
           graph->nodes[condition].op == OP_NOT)
        condition = graph_skip_casts(graph, graph_child(graph, condition, 0));
    return condition < graph->node_count && graph->nodes[condition].kind == NODE_PARAM &&
           graph->nodes[condition].symbol == param;
}

/* Nodes below ifs that ask for the flag alone; *ret_tests counts these. */
static uint32_t nodes_chosen(const struct function_graph *graph, uint32_t param, uint32_t *ret_tests,
                             uint32_t *ret_first)
{
    uint32_t chosen = 0, end = 0;
    *ret_tests = 0;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_IF || !asks_flag(graph, graph_child(graph, i, 0), param))
            continue;
        *ret_first = *ret_tests ? *ret_first : i;
        ++*ret_tests;
        if (i < end)
            continue;
        end = graph->nodes[i].subtree_end;
        chosen += end - i;
    }
    return chosen;
}

static bool is_written(const struct function_graph *graph, uint32_t param)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        uint32_t left = graph->nodes[i].kind == NODE_ASSIGN ? graph_child(graph, i, 0) : NO_ID;
        if (left != NO_ID && graph->nodes[left].kind == NODE_PARAM && graph->nodes[left].symbol == param)
            return true;
    }
    return false;
}

static void look_at_param(struct refactoring_search *search, uint32_t f, uint32_t param)
{
    const struct fact_function *function = &search->facts->functions[f];
    const struct function_graph *graph = &function->graph;
    uint32_t tests, first = 0, chosen = nodes_chosen(graph, param, &tests, &first);
    if (!tests || chosen * LEAST_SHARE < graph->node_count || is_written(graph, param))
        return;
    struct flag_calls calls = count_calls(search, f, param);
    if (calls.others || !calls.yes || !calls.no || calls.yes + calls.no < LEAST_CALLS)
        return;
    const char *name = function->params[param].name;
    suggestion_begin(search, REFACTORING_replace_flag, function->name, function->range);
    search->draft.refactoring.end_line = function->range.line;
    suggestion_weigh(search, f, function->metrics.cognitive ? function->metrics.cognitive : 1);
    suggestion_part(search, "asks for it", name, graph->nodes[first].range);
    const struct call_graph *sites = &search->calls.graph;
    for (uint32_t i = sites->first_of_callee[f]; i < sites->first_of_callee[f + 1]; i++) {
        const struct call_site *site = &sites->sites[sites->by_callee[i]];
        const struct fact_function *caller = &search->facts->functions[site->caller];
        int64_t value;
        bool is_true =
            constant_value(&caller->graph, graph_child(&caller->graph, site->node, param + 1), &value) && value;
        suggestion_part(search, is_true ? "with true" : "with false", caller->name,
                        caller->graph.nodes[site->node].range);
    }
    suggestion_end(
        search,
        arena_printf(&search->arena, "'%s' becomes two functions, one for each value of '%s'", function->name, name),
        arena_printf(&search->arena,
                     "callers say true %u times and false %u times, and none computes it; it chooses over "
                     "%u %% of the body",
                     calls.yes, calls.no, chosen * 100 / graph->node_count));
}

void suggest_replace_flag(struct refactoring_search *search)
{
    const struct facts *facts = search->facts;
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct fact_function *function = &facts->functions[f];
        if (!is_suggested_for(search, f) || search->calls.is_named[f])
            continue;
        for (uint32_t i = 0; i < function->param_count; i++)
            if (*function->params[i].name && is_truth(facts, function->params[i].type))
                look_at_param(search, f, i);
    }
}
