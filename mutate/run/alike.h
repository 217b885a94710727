/* Mutants that only the whole command can judge, but under which each program ends in the same way and prints the same:
 * the command cannot tell them apart, so that one run of it is enough for all. */
#ifndef CET_MUTATE_RUN_ALIKE_H
#define CET_MUTATE_RUN_ALIKE_H

#include "session.h"

/* How the program behaved with the mutant. change: a hash of its output, 0 when that is as without a mutant. */
void alike_note(struct session *session, size_t mutant, const struct program *program, int code, uint64_t change);
/* It did what is not known well enough to be compared. */
void alike_note_unknown(struct session *session, size_t mutant);
/* The mutant that the command was run with and that is like this one; if there is none, this one is kept for others. */
bool alike_find(struct session *session, size_t mutant, size_t *ret_like);

#endif
