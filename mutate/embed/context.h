/* A hash of what a mutant's code is made from: docs/formats/mutants.md, `context`. */
#ifndef CET_MUTATE_EMBED_CONTEXT_H
#define CET_MUTATE_EMBED_CONTEXT_H

#include "unit.h"

/* For each function of the unit. */
void context_note_body(struct mutate_unit *unit, const struct facts *facts, const struct fact_function *function);
/* Fills the tokens' contexts, once all functions are known. */
void context_fill(struct mutate_unit *unit);

#endif
