/* One function's locks, followed over its paths; see locks.h for what comes of it. */
#ifndef CET_CHECK_LOCK_FLOW_H
#define CET_CHECK_LOCK_FLOW_H

#include "locks.h"

/* What is known so far of the functions that it calls stands in locks. ret_function lives in the arena of locks. With
 * is_final set also held and events are filled; false: only exits. */
void lock_flow_run(const struct locks *locks, uint32_t function, bool is_final, struct arena *arena,
                   struct lock_function *ret_function);

/* What a function leaves behind, from its exits. */
struct lock_effects lock_effects_of(const struct locks *locks, const struct lock_function *function,
                                    struct arena *arena);
/* Which locks it takes and gives back itself on every way through it. */
struct lock_effects locks_passed_by(const struct locks *locks, const struct lock_function *function,
                                    struct arena *arena);

#endif
