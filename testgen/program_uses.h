/* What a unit's functions do with their parameters, through functions of the files that it is linked with too. */
#ifndef CET_TESTGEN_PROGRAM_USES_H
#define CET_TESTGEN_PROGRAM_USES_H

#include "cet/model/param_uses.h"
#include "linked_facts.h"

/* The unit and all files that it is linked with, for program_uses_find. */
void program_facts(const struct facts *unit, struct linked_facts *linked, struct facts *ret_program);
/* By function of the unit's facts; NULL where nobody defines it. program: NULL: the unit alone. */
struct param_uses **program_uses_find(const struct facts *unit, const struct facts *program, struct arena *arena);

#endif
