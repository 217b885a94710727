/* One function's locks, followed over its paths; see locks.h for what comes of it. */
#ifndef CET_CHECK_LOCK_FLOW_H
#define CET_CHECK_LOCK_FLOW_H

#include "locks.h"

/* What is known so far of the functions that it calls stands in locks. ret_function lives in the arena of locks. With
 * is_final set also held and events are filled; false: only exits. */
void lock_flow_run(const struct locks *locks, uint32_t function, bool is_final, struct arena *arena,
                   struct lock_function *ret_function);

#endif
