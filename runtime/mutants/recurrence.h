/* Proof that a run will never end: all that it goes on from comes again. At a site that was hit suspiciously often the
 * writable memory and the saved registers are compared from hit to hit; equal ones, with nothing asked of the world in
 * between, mean that the run does the same for ever. Nothing is claimed where another thread, a signal handler, shared
 * memory, a system call or a clock could break the circle; or where it takes more than a few hits or much memory to see
 * it. Circles in the sense of R. P. Brent, "An improved Monte Carlo factorization algorithm", BIT 20 (1980). */
#ifndef CET_RUNTIME_MUTANTS_RECURRENCE_H
#define CET_RUNTIME_MUTANTS_RECURRENCE_H

#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#if defined __x86_64__ && defined __linux__ && defined PR_SET_SYSCALL_USER_DISPATCH && defined MADV_POPULATE_READ
#define CET_MUTANTS_PROVES 1
#else
#define CET_MUTANTS_PROVES 0
#endif

/* The site was hit suspiciously often: after how many hits more it asks again; 0: it was hit `rest` times more. Does
 * not return when the run will never end. */
int64_t cet_mutants_more_hits(const int64_t *hits, int64_t rest);

/* mutants.c: the run is halted because of that. */
_Noreturn void cet_mutants_recurs(void);

/* The program looked at a clock without asking the system. */
void cet_mutants_note_clock(void);

#endif
