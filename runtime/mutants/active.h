/* Which mutant is active, and where. Until cet_mutants_count_clean or cet_mutants_activate has been called no counter
 * may be touched: nothing is armed before. */
#ifndef CET_RUNTIME_MUTANTS_ACTIVE_H
#define CET_RUNTIME_MUTANTS_ACTIVE_H

#include <stddef.h>

#include "cet/runtime/mutants.h"

struct cet_mutants_active {
    const int64_t *hits;
    int64_t limit;
    const struct cet_mutants_site *site;
    const struct cet_mutants_change *change;
};

/* Activates the mutant wherever it stands and arms the functions that hold it. Their counters start so that the run is
 * halted when it hits a site HIT_FACTOR times as often as the clean one. */
void cet_mutants_activate(uint64_t id);
/* The same for one module more. */
void cet_mutants_activate_in(struct cet_mutants_module *module, uint64_t id);

/* Counters that count all hits of a clean run. */
void cet_mutants_count_clean(struct cet_mutants_module *module);
uint64_t cet_mutants_clean_count(const struct cet_mutants_module *module, uint32_t site);

/* The active change of the site with that counter; a site without one was hit too often, and the process ends. */
const struct cet_mutants_active *cet_mutants_active_at(const int64_t *hits);
_Noreturn void cet_mutants_exhausted(void);

#endif
