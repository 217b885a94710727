/* Functions of other files that tests of a unit may call: those that lead into the unit, and those that make, fill or
 * give back the objects that its functions take. */
#ifndef CET_TESTGEN_HELPERS_H
#define CET_TESTGEN_HELPERS_H

#include "behaviour.h"
#include "cet/core/arena.h"
#include "cet/model/facts.h"

/* By function of the unit's facts: declared there, defined in the program beside it, and of use. roles: those of the
 * unit's facts in the program. */
bool *helpers_find(const struct facts *unit, const struct facts *program, const struct behaviour *roles,
                   struct arena *arena);

#endif
