/* How a run ends other than by returning: signals, exit and abort, too many edges, bad use of the heap. */
#ifndef EXPLORE_OUTCOME_H
#define EXPLORE_OUTCOME_H

#include <stdbool.h>
#include <stdint.h>

#include "result.h"

/* From code under test, on its stack: ends the program that runs and returns to the executor, which goes on. Where no
 * program runs it returns. */
void cet_outcome_leave(enum outcome outcome, int32_t code);

/* Installs the handlers of an executor: after a signal it is not to be trusted any more and ends. */
void cet_outcome_install(void);

#endif
