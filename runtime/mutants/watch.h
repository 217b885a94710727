/* A run that looks at every hit of a site what each mutant there would make of it. In a clean run one that never makes
 * anything else cannot be noticed by this program and need not run; in a run of mutants the process splits where one
 * makes something else first. */
#ifndef CET_RUNTIME_MUTANTS_WATCH_H
#define CET_RUNTIME_MUTANTS_WATCH_H

#include "cet/runtime/mutant_sites.h"

#define CET_MUTANTS_CLASSES 64 /* mutants of a site from there on are never taken to be alike */
#define CET_MUTANTS_NO_CLASS 255

enum cet_mutants_notice { CET_NOT_NOTICED, CET_NOTICED, CET_NOTICED_NOW };

struct cet_mutants_watched {
    int64_t *hits;
    const struct cet_mutants_module *module;
    const struct cet_mutants_site *site;
    const struct cet_mutants_change *changes; /* of the site's mutants */
    uint8_t *noticed;                         /* enum cet_mutants_notice of each; NULL: nothing is watched */
    bool has_new;
    uint8_t class_of[CET_MUTANTS_CLASSES]; /* of those noticed now: the first that makes the same value */
};

extern bool cet_mutants_is_watching;

/* Asked where mutants are noticed first; true: this is a process in which one of them is active now. */
extern bool (*cet_mutants_on_notice)(const struct cet_mutants_watched *watched);

/* noticed: shared with processes that the program forks, one for each mutant of the module. False when there are too
 * many modules: it is not watched. */
bool cet_mutants_watch_start(struct cet_mutants_module *module, uint8_t *noticed);
/* Valid until the thread's next call. */
struct cet_mutants_watched *cet_mutants_watch(int64_t *hits);
/* Whether the change is to be computed: not when it was noticed before, and not when that would trap. */
bool cet_mutants_watch_wants(struct cet_mutants_watched *watched, uint32_t variant, uint64_t right);
/* It makes something else, the same as the variant `like`; itself: as none before. */
void cet_mutants_watch_note(struct cet_mutants_watched *watched, uint32_t variant, uint32_t like);
/* Once all are noticed the site is left alone. True: the site has the active mutant of this process now. */
bool cet_mutants_watch_end(struct cet_mutants_watched *watched);
/* Every mutant of the site makes something else of it. */
bool cet_mutants_watch_all(int64_t *hits);
/* Whether all mutants of the function were noticed. */
bool cet_mutants_watch_is_over(const struct cet_mutants_module *module, uint32_t function);
/* Whether the change cannot be computed with this right operand. */
bool cet_mutants_watch_traps(const struct cet_mutants_change *change, uint64_t right);

#endif
