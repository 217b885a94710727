/* The active mutant where it stands, for whoever drives mutants: the runtime of test programs and the explorer. Each
 * defines cet_mutants_modules and cet_mutants_exhausted. */
#ifndef CET_RUNTIME_MUTANTS_SITES_H
#define CET_RUNTIME_MUTANTS_SITES_H

#include "cet/runtime/mutants.h"

/* Where the counter of a watched site stands (watch.h): hit before, and not yet. */
#define CET_MUTANTS_WATCHED INT64_C(0x7000000000000000)
#define CET_MUTANTS_UNSEEN (CET_MUTANTS_WATCHED + 1)

/* How often a site may be hit. */
struct cet_mutants_limits {
    int64_t first; /* until `more` is asked */
    int64_t rest;  /* that may be granted then */
};

struct cet_mutants_active {
    const int64_t *hits;
    struct cet_mutants_limits limits;
    const struct cet_mutants_site *site;
    const struct cet_mutants_change *change;
    const struct cet_mutants_change *changes; /* of all mutants of the site */
};

struct cet_mutants_patience {
    /* One for all sites of a function. */
    struct cet_mutants_limits (*limits_of)(const struct cet_mutants_module *module,
                                           const struct cet_mutants_function *function);
    /* The site was hit that often: after how many hits more it asks again; 0: it was hit too often. */
    int64_t (*more)(const int64_t *hits, int64_t rest);
};

/* Makes it the module's active mutant and arms the functions that hold it. patience NULL: no bound on hits. */
void cet_mutants_activate_number(struct cet_mutants_module *module, uint32_t number,
                                 const struct cet_mutants_patience *patience);
/* Counters that count all hits. */
void cet_mutants_count_all(struct cet_mutants_module *module);
uint64_t cet_mutants_count(const struct cet_mutants_module *module, uint32_t site);

/* values.c asks: the active change of the site with that counter. NULL: it has none and was only watched until the
 * process got its mutant. Another site without one was hit too often. */
const struct cet_mutants_active *cet_mutants_active_at(int64_t *hits);

/* Of the site's mutants those that up to now would have made the same of everything as the active one: bit n for the
 * n-th. Points to none unless somebody wants to know. */
extern uint64_t *cet_mutants_alike;

struct cet_mutants_module *cet_mutants_modules(void);
_Noreturn void cet_mutants_exhausted(void);

#endif
