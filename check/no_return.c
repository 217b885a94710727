#include "no_return.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

#define MAX_DEPTH 8 /* of calls that are followed */

enum answer { ANSWER_UNKNOWN, ANSWER_RETURNS, ANSWER_NEVER_RETURNS };

static bool looks_final(const struct fact_function *function)
{
    static const char *const words[] = {"abort", "die",   "error", "exit",  "fail",
                                        "fatal", "panic", "quit",  "raise", "throw"};
    if (function->is_system || function->is_builtin)
        return false;
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (strstr(function->name, words[i]))
            return true;
    return false;
}

static enum answer answer_of(struct no_return *known, const struct facts *facts, uint32_t function, unsigned depth);

static bool block_ends(struct no_return *known, const struct facts *facts, const struct function_graph *graph,
                       uint32_t block, unsigned depth)
{
    const struct graph_block *b = &graph->blocks[block];
    if (b->is_noreturn)
        return true;
    for (uint32_t i = 0; i < b->element_count; i++) {
        uint32_t node = graph->elements[b->first_element + i];
        if (node < graph->node_count && graph->nodes[node].kind == NODE_CALL &&
            graph->nodes[node].symbol < facts->function_count &&
            answer_of(known, facts, graph->nodes[node].symbol, depth + 1) == ANSWER_NEVER_RETURNS)
            return true;
    }
    return false;
}

/* Whether a path leads from the entry to the exit. */
static bool reaches_exit(struct no_return *known, const struct facts *facts, const struct function_graph *graph,
                         unsigned depth)
{
    bool *is_reached = memory_new(graph->block_count, sizeof *is_reached);
    uint32_t *waiting = memory_new(graph->block_count, sizeof *waiting);
    uint32_t count = 0;
    is_reached[graph->entry_block] = true;
    waiting[count++] = graph->entry_block;
    while (count && !is_reached[graph->exit_block]) {
        uint32_t block = waiting[--count];
        if (block_ends(known, facts, graph, block, depth))
            continue;
        for (uint32_t i = 0; i < graph->blocks[block].successor_count; i++) {
            uint32_t next = graph->successors[graph->blocks[block].first_successor + i];
            if (next >= graph->block_count || is_reached[next])
                continue;
            is_reached[next] = true;
            waiting[count++] = next;
        }
    }
    bool is_left = is_reached[graph->exit_block];
    free(is_reached);
    free(waiting);
    return is_left;
}

static enum answer answer_of(struct no_return *known, const struct facts *facts, uint32_t function, unsigned depth)
{
    const struct fact_function *f = &facts->functions[function];
    const struct function_graph *graph = &f->graph;
    if (known->answers[function] != ANSWER_UNKNOWN)
        return known->answers[function];
    known->answers[function] = ANSWER_RETURNS; /* while it is looked at: it may call itself */
    bool is_final = f->attributes & ATTRIBUTE_NORETURN;
    if (!is_final && !f->is_defined)
        is_final = looks_final(f);
    else if (!is_final && depth < MAX_DEPTH && graph->entry_block < graph->block_count &&
             graph->exit_block < graph->block_count)
        is_final = !reaches_exit(known, facts, graph, depth);
    known->answers[function] = is_final ? ANSWER_NEVER_RETURNS : ANSWER_RETURNS;
    return known->answers[function];
}

bool never_returns(struct no_return *known, const struct facts *facts, const struct fact_function *function)
{
    if (!known->answers)
        known->answers = memory_new((size_t)facts->function_count + 1, sizeof *known->answers);
    return answer_of(known, facts, (uint32_t)(function - facts->functions), 0) == ANSWER_NEVER_RETURNS;
}

void no_return_release(struct no_return *known)
{
    free(known->answers);
    known->answers = NULL;
}
