/* The same function of the next library in line, for those that we stand in for. */
#ifndef CET_RUNTIME_MUTANTS_NEXT_H
#define CET_RUNTIME_MUTANTS_NEXT_H

#include <stdbool.h>

/* NULL: a program without one gets what it gets without us. */
void *cet_mutants_next(const char *name);
/* A search is under way in this thread: it frees what an earlier one left, and an allocator may come back to us. */
bool cet_mutants_is_searching(void);

/* In a function that stands in for `name`: `next`. */
#define NEXT(name)                                                                                                     \
    static __typeof__(&name) next;                                                                                     \
    if (!next)                                                                                                         \
    next = (__typeof__(&name))cet_mutants_next(#name)

#endif
