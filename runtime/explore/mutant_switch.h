/* The mutants that the unit was compiled with, if any (include/cet/runtime/mutants.h), as the executor sees them:
 * numbered 1..count over all modules. */
#ifndef EXPLORE_MUTANT_SWITCH_H
#define EXPLORE_MUTANT_SWITCH_H

#include <stdint.h>

#include "result.h"

#define MUTANT_NONE 0u
#define MUTANT_OBSERVE UINT32_MAX /* no change, but mutant bodies run and count which mutants are reached */

uint32_t cet_mutant_count(void);
/* The stable id, or 0 for mutants that are not the unit's own. */
uint64_t cet_mutant_id(uint32_t mutant);
void cet_mutant_activate(uint32_t mutant);
/* After a run with MUTANT_OBSERVE: the numbers of the mutants reached take the place of the edges. */
void cet_mutant_report(struct result *result);

#endif
