/* Forward data flow over the blocks of a function graph: a check says what an expression and a branch do to its state,
 * the engine finds for every block the state that any path brings to it.
 *
 *     struct flow flow = {.graph = graph, .state_size = sizeof(struct state), .context = &check,
 *                         .enter = ..., .join = ..., .visit = ..., .branch = ...};
 *     if (flow_solve(&flow)) {
 *         check.is_reporting = true;
 *         flow_replay(&flow);     // visits every reached expression once more, with its final state
 *     }
 *     flow_release(&flow);
 *
 * States are plain bytes of state_size, zeroed at first; a join must only ever add, so that the search ends. */
#ifndef CET_CHECK_FLOW_H
#define CET_CHECK_FLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/model/function_graph.h"

struct flow {
    const struct function_graph *graph;
    size_t state_size;
    void *context;
    /* The state at the function's entry; NULL: zeroed. */
    void (*enter)(void *context, void *state);
    /* Adds what `from` has to `into`, both of one place; true when into changed. */
    bool (*join)(void *context, void *into, const void *from);
    /* The expression or declaration `node` has just been evaluated; its operands were visited before it. */
    void (*visit)(void *context, void *state, uint32_t node);
    /* The edge on which `condition` has the value is_true; false: it cannot be taken. NULL: all can. */
    bool (*branch)(void *context, void *state, uint32_t condition, bool is_true);
    /* The edge of a switch from the block that ends in it to the block of a case, of default, or behind it; false: it
     * cannot be taken. NULL: all can. */
    bool (*choose)(void *context, void *state, uint32_t block, uint32_t next);

    /* The engine's own. */
    unsigned char *entry_states; /* state_size bytes for each block */
    bool *is_reached;
    bool *is_element; /* for each node: some block evaluates it by itself */
};

/* False when the function has no flow graph, or when the states did not settle within a generous bound. */
bool flow_solve(struct flow *flow);
void flow_replay(struct flow *flow);
/* Both, with *is_reporting set in between: false when it was not solved. */
bool flow_run(struct flow *flow, bool *is_reporting);
/* What paths bring to the beginning of a block (the function's end is graph->exit_block), NULL: none reaches it. */
const void *flow_state_at(const struct flow *flow, uint32_t block);
void flow_release(struct flow *flow);

/* The condition that a block's two edges depend on, below `!` and the operators that chose the block; *ret_is_negated
 * tells whether its truth is turned round. NO_ID when the block does not end in a two-way branch. It is a whole `a &&
 * b` where the paths of its operands meet before the branch, as in `if (!(a && b))` and `do ... while (a && b)`. */
uint32_t flow_condition(const struct function_graph *graph, uint32_t block, bool *ret_is_negated);

#endif
