/* Evidence that paths take away again: `if (n < 0) status = -1; if (status == 0) use(n);`. Ranges follow each variable
 * by itself; that two go together is seen here, from how the source is written. */
#ifndef CET_CHECK_EVIDENCE_H
#define CET_CHECK_EVIDENCE_H

#include "cet/model/function_graph.h"

/* Whether a branch that goes with the evidence sets another variable to a constant, and a condition before `use`, or
 * around it, asks for that variable. shower is a node of the graph or NO_ID, value the expression that it is about. */
bool evidence_is_flagged(const struct function_graph *graph, uint32_t shower, uint32_t value, uint32_t use);

#endif
