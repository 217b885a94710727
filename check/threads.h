/* Where threads begin. */
#ifndef CET_CHECK_THREADS_H
#define CET_CHECK_THREADS_H

#include <stdbool.h>

#include "call_graph.h"
#include "cet/model/facts.h"

/* Whether the function starts a thread (pthread_create, thrd_create, and what is named alike and declared only), or
 * waits for the end of one. */
bool is_thread_start(const struct fact_function *function);
bool is_thread_end(const struct fact_function *function);

/* Marks the functions that threads begin with; returns whether there is a start of a thread at all. is_start has an
 * entry for each function of the facts. */
bool threads_find_starts(const struct facts *facts, bool *is_start);

/* Marks the functions that only run while there is one thread: what main calls before it starts the first and what is
 * called from nowhere else, and what makes and unmakes things by its name (queue_init, queue_free). */
void threads_find_setup(const struct facts *facts, const struct call_graph *graph, bool *is_setup);

#endif
