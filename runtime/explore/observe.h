/* What can be seen after a step: its result, everything behind pointers that it may write through, the callback log,
 * errno, globals that changed. Never addresses. As hashes for each run; with texts where a run asks for detail. */
#ifndef EXPLORE_OBSERVE_H
#define EXPLORE_OBSERVE_H

#include "run.h"

void cet_observe_step(struct run *run, uint16_t step, int saved_errno);
/* exit or abort as what is seen of the last step. */
void cet_observe_end(struct run *run);

#endif
