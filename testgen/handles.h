/* Pointers that stand for objects by their name alone: typedefs of void *, pointers to a typedef of void, and typedefs
 * of pointers to data that has its header before it, as strings that know their length do. Only what makes them knows
 * what they lead to: no literal, no buffer takes their place. */
#ifndef CET_TESTGEN_HANDLES_H
#define CET_TESTGEN_HANDLES_H

#include "cet/core/arena.h"
#include "cet/model/facts.h"
#include "cet/model/param_uses.h"

/* By type of the facts: the name that it stands for an object by, NULL: it does not. uses: by function, NULL where
 * nothing is known. */
const char **handles_find(const struct facts *facts, struct param_uses *const *uses, struct arena *arena);
/* By a function that is not given one. */
bool handle_is_made(const struct facts *facts, const char *name);

#endif
