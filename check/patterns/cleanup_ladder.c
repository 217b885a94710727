/* Labels at the end of a function, behind which something is given back, and jumps to them from above. */
#include <string.h>

#include "search.h"

#define LEAST_JUMPS 2

/* A label at the level of the body, at which a part of the function's end begins. */
static bool is_at_end(const struct function_graph *graph, uint32_t label)
{
    uint32_t parent = graph->nodes[label].parent;
    while (parent != NO_ID && graph->nodes[parent].kind == NODE_LABEL)
        parent = graph->nodes[parent].parent;
    return parent == 0;
}

/* What stands behind it gives something back, and no loop or jump leads elsewhere before that. */
static bool gives_back(const struct pattern_search *search, const struct function_graph *graph, uint32_t label)
{
    for (uint32_t i = label; i < graph->node_count; i++) {
        if (graph->nodes[i].kind == NODE_CALL && released_by_call(search, graph, i) != NO_ID)
            return true;
        if (graph->nodes[i].kind == NODE_RETURN)
            return false;
    }
    return false;
}

static uint32_t jumps_to(const struct function_graph *graph, uint32_t label)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < label; i++)
        count += graph->nodes[i].kind == NODE_GOTO && graph->nodes[i].text && graph->nodes[label].text &&
                 !strcmp(graph->nodes[i].text, graph->nodes[label].text);
    return count;
}

static bool is_jumped_back_to(const struct function_graph *graph, uint32_t label)
{
    for (uint32_t i = label; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_GOTO && graph->nodes[i].text && graph->nodes[label].text &&
            !strcmp(graph->nodes[i].text, graph->nodes[label].text))
            return true;
    return false;
}

static void look_at_function(struct pattern_search *search, uint32_t f)
{
    const struct fact_function *function = &search->facts->functions[f];
    const struct function_graph *graph = &function->graph;
    uint32_t labels = 0, jumps = 0;
    draft_begin(search, PATTERN_cleanup_ladder, function->name, function->range);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (n->kind != NODE_LABEL || !is_at_end(graph, i) || is_jumped_back_to(graph, i) ||
            !gives_back(search, graph, i))
            continue;
        uint32_t here = jumps_to(graph, i);
        if (!here)
            continue;
        labels++;
        jumps += here;
        draft_part(search, "label", n->text, n->range);
    }
    for (uint32_t i = 0; i < graph->node_count && labels; i++) {
        uint32_t given = graph->nodes[i].kind == NODE_CALL ? released_by_call(search, graph, i) : NO_ID;
        if (given == NO_ID || graph->nodes[i].range.line < search->draft.parts[0].line)
            continue;
        uint32_t callee = graph->nodes[i].symbol;
        draft_part(search, "gives back",
                   callee < search->facts->function_count ? search->facts->functions[callee].name
                                                          : called_name(search, graph, i),
                   graph->nodes[i].range);
    }
    if (jumps >= LEAST_JUMPS)
        draft_end(search, "%u jumps lead to %u label%s at its end, behind which it gives back what it holds", jumps,
                  labels, labels == 1 ? "" : "s");
}

void find_cleanup_ladder(struct pattern_search *search)
{
    for (uint32_t i = 0; i < search->facts->function_count; i++)
        if (is_users_function(search->facts, i))
            look_at_function(search, i);
}
