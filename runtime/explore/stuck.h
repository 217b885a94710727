/* Code from which no run has returned yet, as what was given obeys no contract of its function: the crashing programs
 * that got there are built on, until one does not crash. */
#ifndef EXPLORE_STUCK_H
#define EXPLORE_STUCK_H

#include "corpus.h"

void cet_stuck_open(void);
/* Keeps program when it crashed behind code that no other had come to. The entry is returned, so that what it compared
 * can be learned; NULL: nothing is new. */
struct corpus_entry *cet_stuck_offer(const struct program *program, const struct result *result);
/* A changed copy of one of them. False: nothing is stuck, or it was another's turn. */
bool cet_stuck_change(struct program *p, struct program *scratch);

#endif
