#include "call_graph.h"

#include <stdlib.h>

#include "cet/core/memory.h"
#include "expressions.h"

static void find_sites(struct call_graph *graph, const struct facts *facts)
{
    size_t capacity = 0;
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct function_graph *body = &facts->functions[i].graph;
        graph->first_site[i] = graph->site_count;
        for (uint32_t node = 0; node < body->node_count; node++) {
            const struct graph_node *n = &body->nodes[node];
            bool names_function = n->kind == NODE_CALL || (n->kind == NODE_FUNCTION && !is_callee(body, node));
            if (n->symbol >= facts->function_count || !names_function)
                continue;
            if (n->flags & NODE_FLAG_UNEVALUATED) {
                graph->is_measured[n->symbol] = true;
                continue;
            }
            if (n->kind == NODE_FUNCTION) {
                graph->is_address_taken[n->symbol] = true;
                continue;
            }
            struct call_site site = {i, n->symbol, node};
            ARRAY_PUSH(graph->sites, graph->site_count, capacity, site);
        }
    }
    graph->first_site[facts->function_count] = graph->site_count;
}

/* Counting sort of the sites by callee. */
static void index_callees(struct call_graph *graph, const struct facts *facts)
{
    for (uint32_t i = 0; i < graph->site_count; i++)
        graph->first_of_callee[graph->sites[i].callee + 1]++;
    for (uint32_t i = 0; i < facts->function_count; i++)
        graph->first_of_callee[i + 1] += graph->first_of_callee[i];
    uint32_t *next = memory_new((size_t)facts->function_count + 1, sizeof *next);
    for (uint32_t i = 0; i < facts->function_count; i++)
        next[i] = graph->first_of_callee[i];
    for (uint32_t i = 0; i < graph->site_count; i++)
        graph->by_callee[next[graph->sites[i].callee]++] = i;
    free(next);
}

void call_graph_find(struct call_graph *graph, const struct facts *facts)
{
    size_t count = (size_t)facts->function_count + 1;
    *graph = (struct call_graph){.first_site = memory_new(count, sizeof *graph->first_site),
                                 .first_of_callee = memory_new(count, sizeof *graph->first_of_callee),
                                 .is_address_taken = memory_new(count, sizeof *graph->is_address_taken),
                                 .is_measured = memory_new(count, sizeof *graph->is_measured)};
    find_sites(graph, facts);
    graph->by_callee = memory_new((size_t)graph->site_count + 1, sizeof *graph->by_callee);
    index_callees(graph, facts);
}

void call_graph_release(struct call_graph *graph)
{
    if (!graph)
        return;
    free(graph->sites);
    free(graph->first_site);
    free(graph->by_callee);
    free(graph->first_of_callee);
    free(graph->is_address_taken);
    free(graph->is_measured);
    *graph = (struct call_graph){0};
}

void call_graph_reach(const struct call_graph *graph, const struct facts *facts, bool *is_reached)
{
    uint32_t *waiting = memory_new((size_t)facts->function_count + 1, sizeof *waiting);
    uint32_t count = 0;
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (is_reached[i])
            waiting[count++] = i;
    while (count) {
        uint32_t function = waiting[--count];
        for (uint32_t i = graph->first_site[function]; i < graph->first_site[function + 1]; i++) {
            uint32_t callee = graph->sites[i].callee;
            if (is_reached[callee])
                continue;
            is_reached[callee] = true;
            waiting[count++] = callee;
        }
    }
    free(waiting);
}
