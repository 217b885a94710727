/* Which mutant of the plan is active in this process. */
#ifndef CET_RUNTIME_MUTANTS_ACTIVE_H
#define CET_RUNTIME_MUTANTS_ACTIVE_H

#include "cet/runtime/mutant_sites.h"

/* Once for a module, before children are forked: activation is faster there. */
void cet_mutants_know_limits(const struct cet_mutants_module *module);

/* Activates the mutant wherever it stands. The run is halted when it hits a site of the functions that hold the mutant
 * HIT_FACTOR times as often as the clean one hits the busiest of them. */
void cet_mutants_activate(uint64_t id);
/* The same for one module more. */
void cet_mutants_activate_in(struct cet_mutants_module *module, uint64_t id);

/* No mutant, but the functions of all that are wanted armed: what a run with one of them costs. */
void cet_mutants_arm_wanted(void);
void cet_mutants_arm_wanted_in(struct cet_mutants_module *module);

#endif
