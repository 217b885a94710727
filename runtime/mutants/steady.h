/* What reads memory that it must not read finds the same there in every run. */
#ifndef CET_RUNTIME_MUTANTS_STEADY_H
#define CET_RUNTIME_MUTANTS_STEADY_H

/* Runs work on a stack of the runtime's own: clock readings and process numbers stay off the program's. Not nested; a
 * fork in work returns in both processes. */
void cet_mutants_on_own_stack(void (*work)(void *context), void *context);

/* Gives the stack guard, which the kernel draws for each program anew, a value of ours. Only from a constructor, and
 * only where the program itself needs the runtime: functions that have read the old one must have returned. */
void cet_mutants_fix_stack_guard(void);

#endif
