/* What a compare asked for, put where the other side of the compare stands or should stand. */
#ifndef EXPLORE_ANSWER_H
#define EXPLORE_ANSWER_H

#include "corpus.h"

/* The n-th compare of entry's run, numbers before texts. False: there is no place for it in p. */
bool cet_answer_compare(struct program *p, const struct corpus_entry *entry, uint32_t n);

#endif
