/* Systematic neighbours of one program: each pointer NULL, each number at its boundaries, each allocation failing, each
 * compare answered, each length one more and one less. */
#ifndef EXPLORE_SWEEP_H
#define EXPLORE_SWEEP_H

#include "corpus.h"

typedef void (*sweep_fn)(const struct program *program);

void cet_sweep(const struct corpus_entry *entry, struct program *next, struct program *scratch, sweep_fn queue);

#endif
