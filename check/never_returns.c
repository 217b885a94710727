#include "never_returns.h"

#include <stdlib.h>

#include "cet/core/memory.h"
#include "expressions.h"

#define MAX_DEPTH 4 /* die() -> die_at() -> exit(): deeper ones are taken to return */

enum knowledge { NOT_ASKED, RETURNS, RETURNS_NEVER };

static bool look(struct never_returns *ends, uint32_t function, unsigned depth);

/* Only calls that stand as statements of their own end a block for sure: others may be on one side of `&&`. */
static bool is_block_ended(struct never_returns *ends, const struct function_graph *graph,
                           const struct graph_block *block, unsigned depth)
{
    if (block->is_noreturn)
        return true;
    for (uint32_t i = 0; i < block->element_count; i++) {
        uint32_t node = graph->elements[block->first_element + i];
        if (node < graph->node_count && graph->nodes[node].kind == NODE_CALL &&
            look(ends, graph->nodes[node].symbol, depth))
            return true;
    }
    return false;
}

static bool reaches_exit(struct never_returns *ends, const struct function_graph *graph, unsigned depth)
{
    bool *is_reached = memory_new(graph->block_count, sizeof *is_reached);
    uint32_t *waiting = memory_new(graph->block_count, sizeof *waiting), count = 0;
    waiting[count++] = graph->entry_block;
    is_reached[graph->entry_block] = true;
    while (count) {
        const struct graph_block *block = &graph->blocks[waiting[--count]];
        if (is_block_ended(ends, graph, block, depth))
            continue;
        for (uint32_t i = 0; i < block->successor_count; i++) {
            uint32_t next = graph->successors[block->first_successor + i];
            if (next < graph->block_count && !is_reached[next]) {
                is_reached[next] = true;
                waiting[count++] = next;
            }
        }
    }
    bool is_exit_reached = graph->exit_block >= graph->block_count || is_reached[graph->exit_block];
    free(is_reached);
    free(waiting);
    return is_exit_reached;
}

static bool look(struct never_returns *ends, uint32_t function, unsigned depth)
{
    const struct facts *facts = ends->facts;
    if (function >= facts->function_count)
        return false;
    const struct fact_function *f = &facts->functions[function];
    if (f->attributes & ATTRIBUTE_NORETURN)
        return true;
    if (!f->is_defined || f->graph.entry_block >= f->graph.block_count || depth == 0)
        return false;
    if (ends->known[function] == NOT_ASKED) {
        ends->known[function] = RETURNS; /* for the recursion */
        ends->known[function] = reaches_exit(ends, &f->graph, depth - 1) ? RETURNS : RETURNS_NEVER;
    }
    return ends->known[function] == RETURNS_NEVER;
}

static void prepare(struct never_returns *ends)
{
    if (!ends->known)
        ends->known = memory_new((size_t)ends->facts->function_count + 1, sizeof *ends->known);
}

bool never_returns(struct never_returns *ends, uint32_t function)
{
    prepare(ends);
    return look(ends, function, MAX_DEPTH);
}

bool never_leaves_block(struct never_returns *ends, const struct function_graph *graph, uint32_t block)
{
    prepare(ends);
    return is_block_ended(ends, graph, &graph->blocks[block], MAX_DEPTH);
}

void never_returns_release(struct never_returns *ends)
{
    if (!ends)
        return;
    free(ends->known);
    ends->known = NULL;
}
