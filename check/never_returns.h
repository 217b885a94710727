/* Functions that never come back, whether they say so (`noreturn`) or not: every way through them ends in exit, abort,
 * or a function of this kind.
 *
 *     SCOPED(never_returns_release) struct never_returns ends = {.facts = facts};
 *     if (never_returns(&ends, graph->nodes[call].symbol)) ... */
#ifndef CET_CHECK_NEVER_RETURNS_H
#define CET_CHECK_NEVER_RETURNS_H

#include <stdbool.h>

#include "cet/model/facts.h"

struct never_returns {
    const struct facts *facts;
    uint8_t *known; /* for each function; asked one by one */
};

void never_returns_release(struct never_returns *ends);
bool never_returns(struct never_returns *ends, uint32_t function);
/* Whether control that enters the block ends in it. */
bool never_leaves_block(struct never_returns *ends, const struct function_graph *graph, uint32_t block);

#endif
