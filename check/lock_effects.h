/* What one function does to locks, as its callers see it: from the ways that lock_flow.c has followed. */
#ifndef CET_CHECK_LOCK_EFFECTS_H
#define CET_CHECK_LOCK_EFFECTS_H

#include "locks.h"

/* What a function leaves behind, from its exits. */
struct lock_effects lock_effects_of(const struct locks *locks, const struct lock_function *function,
                                    struct arena *arena);
/* Which locks it takes and gives back itself on every way through it. */
struct lock_effects locks_passed_by(const struct locks *locks, const struct lock_function *function,
                                    struct arena *arena);

#endif
