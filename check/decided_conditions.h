/* Branches that earlier tests leave no value for: `if (!p) return; ... if (!p) never();`.
 *
 * Followed are local variables and parameters that hold an integer or a pointer and whose address is not taken: what a
 * branch on a comparison with a constant says of them, up to the next assignment. What assignments say is not used:
 * a variable that is set to a constant and tested is a switch for whoever edits the source. */
#ifndef CET_CHECK_DECIDED_CONDITIONS_H
#define CET_CHECK_DECIDED_CONDITIONS_H

#include "cet/model/facts.h"

/* branch: the statement below an IF that is never executed; name: of the variable. */
typedef void (*decided_branch_fn)(void *context, const struct fact_function *function, uint32_t branch,
                                  const char *name);
void decided_branches(const struct facts *facts, const struct fact_function *function, decided_branch_fn visit,
                      void *context);

#endif
