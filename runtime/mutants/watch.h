/* A clean run that looks at every hit of a site what each mutant there would make of it: one that never makes anything
 * else cannot be noticed by this program and need not run. */
#ifndef CET_RUNTIME_MUTANTS_WATCH_H
#define CET_RUNTIME_MUTANTS_WATCH_H

#include "cet/runtime/mutant_sites.h"

struct cet_mutants_watched {
    int64_t *hits;
    const struct cet_mutants_site *site;
    const struct cet_mutants_change *changes; /* of the site's mutants */
    uint8_t *noticed;                         /* one for each of them; NULL: nothing is watched */
};

extern bool cet_mutants_is_watching;

/* noticed: shared with processes that the program forks, one for each mutant of the module. False when there are too
 * many modules: it is not watched. */
bool cet_mutants_watch_start(struct cet_mutants_module *module, uint8_t *noticed);
struct cet_mutants_watched cet_mutants_watch(int64_t *hits);
/* Whether the change is to be computed: not when it was noticed before, and not when that would trap. */
bool cet_mutants_watch_wants(const struct cet_mutants_watched *watched, uint32_t variant, uint64_t right);
/* Once all are noticed the site is left alone. */
void cet_mutants_watch_end(const struct cet_mutants_watched *watched);
/* Every mutant of the site makes something else of it. */
void cet_mutants_watch_all(int64_t *hits);

#endif
