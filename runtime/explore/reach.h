/* Which blocks of the heap can still be reached. */
#ifndef EXPLORE_REACH_H
#define EXPLORE_REACH_H

#include "run.h"

void cet_reach_init(void);
/* At the end of a run: sets lost and lost_step of its result. What holds the value of an address keeps the block: in
 * the program's variables and results, in writable data of the executable and its libraries, in blocks that are
 * reached. */
void cet_note_lost(struct run *run);

#endif
