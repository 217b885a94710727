/* What an instrumented module and the mutant runtime know of each other. The IR pass writes one such record into each
 * module that has mutants and a constructor that hands it to cet_mutants_register, if the program has one (the
 * reference is weak: without the runtime the program behaves as if it had never been instrumented).
 *
 * In an instrumented function the entry reads armed[function]; zero, as always without the runtime, runs the clean
 * body. Otherwise cet_mutants_enter decides: false runs the clean body, true the body with all mutants, in which each
 * site counts a hit and compares `active` with its own numbers. A counter that wraps to zero calls
 * cet_mutants_exhausted, which does not return: who sets it to -n before a run is called back at the n-th hit. A mutant
 * whose id is 0 has no code. libc only: this header is part of user programs. */
#ifndef CET_RUNTIME_MUTANTS_H
#define CET_RUNTIME_MUTANTS_H

#include <stdbool.h>
#include <stdint.h>

#define CET_MUTANTS_VERSION 1
#define CET_MUTANTS_PAGE 4096 /* hits starts at a multiple of it and nothing else lies in its last page */

struct cet_mutants_function {
    const char *name;
    uint32_t first_site; /* sites [first_site, first_site + site_count) stand in this function */
    uint32_t site_count;
};

struct cet_mutants_site {
    uint32_t first_mutant; /* numbers [first_mutant, first_mutant + mutant_count): the changes of this place */
    uint32_t mutant_count;
};

/* Mutant numbers are 1-based and local to the module; expansions of one macro token share their numbers. */
struct cet_mutants_module {
    uint32_t version;
    uint32_t function_count;
    uint32_t site_count;
    uint32_t mutant_count;
    const struct cet_mutants_function *functions;
    const struct cet_mutants_site *sites;
    const uint64_t *mutant_ids; /* [mutant_count]: the stable ids as numbers */
    uint32_t *active;           /* 0: none */
    uint8_t *armed;             /* [function_count] */
    uint64_t *hits;             /* [site_count], counted in mutant bodies only */
    struct cet_mutants_module *next;
};

void cet_mutants_register(struct cet_mutants_module *module);
bool cet_mutants_enter(struct cet_mutants_module *module, uint32_t function);
/* Does not return. site: the first one of the function whose counter wrapped. */
void cet_mutants_exhausted(struct cet_mutants_module *module, uint32_t site);

#endif
