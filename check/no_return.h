/* Functions that never come back without being declared so: all their paths end in exit, abort, longjmp or another of
 * them. */
#ifndef CET_CHECK_NO_RETURN_H
#define CET_CHECK_NO_RETURN_H

#include "cet/model/facts.h"

/* What was found; a zeroed struct is empty. Each function is looked at once. */
struct no_return {
    uint8_t *answers; /* for each function of the facts */
};

/* Of a function that is defined elsewhere only the name can tell: `fatal`, `die_with_usage`, `raise_error` are taken
 * for such as may not come back. */
bool never_returns(struct no_return *known, const struct facts *facts, const struct fact_function *function);

void no_return_release(struct no_return *known);

#endif
