/* Many programs, some at a time, in one thread.
 *
 *     struct process_result *results = memory_new(count, sizeof *results);
 *     status = pool_run_all(requests, count, jobs, show_progress, &bar, results, err);
 *
 * A program that cannot be started is a result (PROCESS_NOT_STARTED), not an error of the pool. */
#ifndef CET_EXEC_POOL_H
#define CET_EXEC_POOL_H

#include "cet/exec/process.h"

/* Called as each run ends, in the order of ending; index is that of the request. Anything but STATUS_OK stops the pool:
 * what still runs is killed. */
typedef enum status (*pool_done_fn)(void *context, size_t index, struct process_result *result, struct error *err);
/* Fills the next request and returns true, or false when there is none now. It is asked again after each end. What the
 * request points to must live until done was called for it. */
typedef bool (*pool_next_fn)(void *context, size_t index, struct process_request *ret_request);

struct pool {
    unsigned jobs; /* 0: one for each usable processor */
    pool_next_fn next;
    pool_done_fn done; /* the result is released after the call; take its texts with strbuf_take to keep them */
    void *context;
};

/* Runs until next has none left and all have ended. STATUS_CANCELLED after an interrupt. */
enum status pool_run(const struct pool *pool, struct error *err);

/* The same over an array; results[i] belongs to requests[i], all zeroed before and released by the caller. done may be
 * NULL. After a failure those not run have end PROCESS_NOT_STARTED. */
enum status pool_run_all(const struct process_request *requests, size_t count, unsigned jobs, pool_done_fn done,
                         void *context, struct process_result *results, struct error *err);

/* Usable processors (affinity), at least 1. */
unsigned pool_processors(void);

#endif
