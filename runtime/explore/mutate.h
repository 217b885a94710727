/* Changes of a program, typed: of its calls, its arguments, their content. */
#ifndef EXPLORE_MUTATE_H
#define EXPLORE_MUTATE_H

#include "corpus.h"

/* A new program from calls of a chosen function. False: it did not fit. */
bool cet_mutate_fresh(struct program *p, struct program *scratch);
/* A changed copy of entry's program. */
bool cet_mutate_entry(struct program *p, const struct corpus_entry *entry, struct program *scratch);
/* The n-th compare of entry's run answered at one place that holds what was compared. */
bool cet_mutate_compare(struct program *p, const struct corpus_entry *entry, uint32_t n, struct program *scratch);

#endif
