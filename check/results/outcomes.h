/* What a function returns after one of its calls has failed, and what after it has worked.
 *
 *     struct outcomes outcomes;
 *     if (outcomes_find(&ends, function, call, fails, &outcomes))
 *         for (uint32_t i = 0; i < outcomes.count; i++)
 *             ... outcomes.returns[i].outcome == CALL_FAILED ...
 */
#ifndef CET_CHECK_OUTCOMES_H
#define CET_CHECK_OUTCOMES_H

#include <stdbool.h>

#include "cet/model/facts.h"
#include "libc.h"
#include "never_returns.h"
#include "result_conventions.h"

#define MAX_OUTCOMES 64

enum call_outcome {
    CALL_NOT_REACHED,
    CALL_PENDING, /* nobody asked on this path, or not clearly */
    CALL_FAILED,
    CALL_WORKED,
};

struct outcome {
    uint32_t node; /* RETURN */
    enum call_outcome outcome;
    bool is_told;  /* on the way from the failure something was written or called that can tell the caller of it, or the
                      result itself was put where the caller can look */
    bool is_said;  /* on the way from the failure it was printed or logged */
    bool is_known; /* value is what is returned; else it is not constant */
    int64_t value;
};

struct outcomes {
    struct outcome returns[MAX_OUTCOMES]; /* each once */
    uint32_t count;
    bool is_failure_asked; /* some branch is taken only when the call failed */
};

/* False when the function is too much to follow. */
bool outcomes_find(struct never_returns *ends, const struct fact_function *function, uint32_t call,
                   enum libc_failure fails, struct outcomes *ret_outcomes);

/* Whether one is a failure, and not an answer that was asked for: the function called says so, or its failure was
 * printed on every way. Of a function that nothing is known of it is. */
bool outcomes_tell_of_failure(struct result_conventions *conventions, const struct function_graph *graph, uint32_t call,
                              const struct outcomes *outcomes);

/* Functions whose result is the matter of somebody else: static ones that nobody calls by name stand in a table, and
 * those that are used other than by a call are handed on. One byte for each function, memory_new'ed, the caller's. */
bool *outcomes_find_callbacks(const struct facts *facts);

#endif
