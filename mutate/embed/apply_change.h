/* One change as code: the runtime's calls at its sites become what runtime/mutants/values.c computes there. */
#ifndef CET_MUTATE_EMBED_APPLY_CHANGE_H
#define CET_MUTATE_EMBED_APPLY_CHANGE_H

#include "realise.h"

/* Replaces every call that realise_sites left in the function; is_applied[site] becomes true for each. False: for one
 * of them there is no code, the function is of no use. */
bool apply_change(struct realiser *r, LLVMValueRef function, const struct cet_mutants_change *change, bool *is_applied);

#endif
