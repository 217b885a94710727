/* Which locks are held where: forward over the flow graph, held on all ways that lead there. */
#ifndef CET_MODEL_LOCKS_HELD_H
#define CET_MODEL_LOCKS_HELD_H

#include "cet/model/function_uses.h"

/* Fills locks and the locks_held of calls and storage. */
void locks_held_find(const struct facts *facts, const struct fact_function *function, struct arena *arena,
                     struct function_uses *uses);

#endif
