/* Functions that tell somebody of their failure and then return it: what stands before a return says what it means,
 * whichever number it is.
 *
 *     if (reported_failures_of(facts, callee).count >= 2) ...
 *
 *     if (write(...) < 0) {
 *         complain("cannot write");
 *         return 1;
 *     }
 *     return 0; */
#ifndef CET_CHECK_REPORTED_FAILURES_H
#define CET_CHECK_REPORTED_FAILURES_H

#include <stdbool.h>

#include "cet/model/facts.h"

struct reported_failures {
    uint32_t count;   /* of returns right behind a message */
    uint32_t example; /* node of the first of them */
    bool
        are_told_apart; /* every return is of a constant, and what is returned behind a message is returned nowhere else
                           but beside other failures: 0 for success, all else for failure, or the other way round */
};

struct reported_failures reported_failures_of(const struct facts *facts, const struct fact_function *function);

#endif
