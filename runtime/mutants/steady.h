/* What reads memory that it must not read finds the same there in every run. */
#ifndef CET_RUNTIME_MUTANTS_STEADY_H
#define CET_RUNTIME_MUTANTS_STEADY_H

#include <ucontext.h>

#include "state.h"

/* Runs work on a stack of the runtime's own: clock readings and process numbers stay off the program's. Not nested; a
 * fork in work returns in both processes. */
void cet_mutants_on_own_stack(void (*work)(void *context), void *context);

/* In work: where the program waits; and the stack that work runs on. */
const ucontext_t *cet_mutants_program_context(void);
struct cet_mutants_memory cet_mutants_own_stack(void);

/* Gives what the kernel draws at random for each program anew, and libc leaves on its stack, values of ours: the random
 * bytes, the stack guard, and the guard that pointers are mangled with. Only from a constructor: functions that have
 * read the old ones must have returned. */
void cet_mutants_fix_guards(void);

#endif
