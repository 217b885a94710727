#include "call_circles.h"

#include <stdlib.h>

#include "cet/core/memory.h"

static uint32_t stands_for(const struct facts *facts, uint32_t function)
{
    const struct fact_function *known = facts_find_function(facts, facts->functions[function].id);
    return known ? (uint32_t)(known - facts->functions) : function;
}

static void add_edge(struct call_circles *calls, const struct call_site *site)
{
    uint32_t callee = calls->same_as[site->callee];
    calls->is_called[callee] |= callee != calls->same_as[site->caller];
    if (calls->facts->functions[callee].is_defined)
        ARRAY_PUSH(calls->edges, calls->edge_count, calls->edge_capacity,
                   ((struct call_edge){.caller = site->caller, .callee = callee, .node = site->node}));
}

void call_circles_init(struct call_circles *calls, const struct facts *facts)
{
    *calls = (struct call_circles){.facts = facts};
    size_t count = (size_t)facts->function_count + 1;
    calls->same_as = memory_new(count, sizeof *calls->same_as);
    calls->is_called = memory_new(count, sizeof *calls->is_called);
    calls->is_named = memory_new(count, sizeof *calls->is_named);
    calls->first_edge = memory_new(count, sizeof *calls->first_edge);
    call_graph_find(&calls->graph, facts);
    for (uint32_t i = 0; i < facts->function_count; i++) {
        calls->same_as[i] = stands_for(facts, i);
        calls->is_named[calls->same_as[i]] |=
            facts->functions[i].is_named_in_data || calls->graph.is_address_taken[i] || calls->graph.is_measured[i];
    }
    for (uint32_t i = 0; i < facts->function_count; i++) {
        calls->first_edge[i] = calls->edge_count;
        for (uint32_t site = calls->graph.first_site[i]; site < calls->graph.first_site[i + 1]; site++)
            add_edge(calls, &calls->graph.sites[site]);
    }
    calls->first_edge[facts->function_count] = calls->edge_count;
}

void call_circles_release(struct call_circles *calls)
{
    call_graph_release(&calls->graph);
    free(calls->same_as);
    free(calls->is_called);
    free(calls->is_named);
    free(calls->edges);
    free(calls->first_edge);
    *calls = (struct call_circles){0};
}

/* Tarjan's strongly connected components, with a stack of its own. */
struct circle_search {
    const struct call_circles *calls;
    call_edge_fn is_wanted;
    void *context;
    uint32_t *order;  /* 0: not seen */
    uint32_t *lowest; /* reached */
    bool *is_open;
    uint32_t *open; /* seen, without a circle yet */
    uint32_t open_count;
    struct {
        uint32_t function;
        size_t edge;
    } *path;
    uint32_t path_length;
    uint32_t last_order;
    uint32_t *circles;
};

static void enter(struct circle_search *search, uint32_t function)
{
    search->order[function] = search->lowest[function] = ++search->last_order;
    search->is_open[function] = true;
    search->open[search->open_count++] = function;
    search->path[search->path_length].function = function;
    search->path[search->path_length++].edge = search->calls->first_edge[function];
}

static void leave(struct circle_search *search)
{
    uint32_t function = search->path[--search->path_length].function;
    if (search->path_length) {
        uint32_t caller = search->path[search->path_length - 1].function;
        if (search->lowest[function] < search->lowest[caller])
            search->lowest[caller] = search->lowest[function];
    }
    if (search->lowest[function] != search->order[function])
        return;
    uint32_t member;
    do {
        member = search->open[--search->open_count];
        search->is_open[member] = false;
        search->circles[member] = function;
    } while (member != function);
}

static void follow(struct circle_search *search, uint32_t start)
{
    enter(search, start);
    while (search->path_length) {
        uint32_t function = search->path[search->path_length - 1].function;
        size_t *edge = &search->path[search->path_length - 1].edge;
        if (*edge == search->calls->first_edge[function + 1]) {
            leave(search);
            continue;
        }
        const struct call_edge *taken = &search->calls->edges[(*edge)++];
        if (search->is_wanted && !search->is_wanted(search->context, taken))
            continue;
        if (!search->order[taken->callee])
            enter(search, taken->callee);
        else if (search->is_open[taken->callee] && search->order[taken->callee] < search->lowest[function])
            search->lowest[function] = search->order[taken->callee];
    }
}

void call_circles_find(const struct call_circles *calls, call_edge_fn is_wanted, void *context, uint32_t *ret_circles)
{
    size_t count = (size_t)calls->facts->function_count + 1;
    struct circle_search search = {.calls = calls, .is_wanted = is_wanted, .context = context, .circles = ret_circles};
    search.order = memory_new(count, sizeof *search.order);
    search.lowest = memory_new(count, sizeof *search.lowest);
    search.is_open = memory_new(count, sizeof *search.is_open);
    search.open = memory_new(count, sizeof *search.open);
    search.path = memory_new(count, sizeof *search.path);
    for (uint32_t i = 0; i < calls->facts->function_count; i++)
        if (!search.order[i])
            follow(&search, i);
    free(search.order);
    free(search.lowest);
    free(search.is_open);
    free(search.open);
    free(search.path);
}
