/* Independent pieces of work, some at a time, each on a thread of its own while it lasts.
 *
 *     status = parallel_run(&(struct parallel){.count = unit_count, .run = test_unit, .context = &suite}, err);
 *
 * For work that waits for programs most of the time and has its own loop (a pool wants to be asked for the next program
 * instead). Pieces are started in their order; once one has failed none is started, and the error is that of the first
 * in order that failed, so that the same failures give the same error. Running programs, the sandbox and files may be
 * used from all pieces; what else they share is the caller's to guard. */
#ifndef CET_EXEC_PARALLEL_H
#define CET_EXEC_PARALLEL_H

#include <stddef.h>

#include "cet/core/error.h"

typedef enum status (*parallel_fn)(void *context, size_t index, struct error *err);

struct parallel {
    unsigned jobs; /* at a time; 0: one for each usable processor */
    size_t count;
    parallel_fn run;
    void *context;
};

enum status parallel_run(const struct parallel *parallel, struct error *err);

#endif
