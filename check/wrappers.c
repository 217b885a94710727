#include "wrappers.h"

#include <stdlib.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "macros.h"

static void look_at_call(struct wrappers *wrappers, const struct facts *facts, uint32_t function, uint32_t call)
{
    const struct function_graph *graph = &facts->functions[function].graph;
    const struct libc_function *libc = libc_find(called_function(facts, graph, call));
    if (!libc || !(libc->flags & wrappers->mask) || libc->flags & LIBC_AT)
        return; /* which folder such a path belongs to is not told by the call of the wrapper */
    if (names_macro(facts, graph, call, "O_EXCL") || names_macro(facts, graph, call, "O_NOFOLLOW"))
        return; /* whoever is between the caller and the file gains nothing */
    uint32_t argument = graph_skip_casts(graph, graph_child(graph, call, libc_subject(libc) + 1));
    if (argument == NO_ID || graph->nodes[argument].kind != NODE_PARAM ||
        graph->nodes[argument].symbol >= WRAPPER_MAX_PARAMS)
        return;
    wrappers->flags[function][graph->nodes[argument].symbol] |= libc->flags & wrappers->mask;
}

struct wrappers wrappers_find(const struct facts *facts, unsigned mask)
{
    struct wrappers wrappers = {memory_new((size_t)facts->function_count + 1, sizeof *wrappers.flags), mask};
    for (uint32_t f = 0; f < facts->function_count; f++)
        for (uint32_t i = 0; i < facts->functions[f].graph.node_count; i++)
            if (facts->functions[f].graph.nodes[i].kind == NODE_CALL)
                look_at_call(&wrappers, facts, f, i);
    return wrappers;
}

void wrappers_release(struct wrappers *wrappers)
{
    free(wrappers->flags);
    wrappers->flags = NULL;
}

unsigned wrappers_flags(const struct wrappers *wrappers, const struct facts *facts, const struct fact_function *callee,
                        uint32_t argument)
{
    const struct libc_function *libc = libc_find(callee);
    if (libc)
        return argument == libc_subject(libc) ? libc->flags & wrappers->mask : 0;
    return callee && argument < WRAPPER_MAX_PARAMS ? wrappers->flags[callee - facts->functions][argument] : 0;
}
