/* Functions of which a figure is more than its limit; one form of words for all of them:
 *
 *     "'parse' has 23 independent paths, more than 15; give parts of it a name as functions of their own"
 */
#ifndef CET_CHECK_FUNCTION_LIMIT_H
#define CET_CHECK_FUNCTION_LIMIT_H

#include "pass.h"

struct function_limit {
    uint32_t (*figure)(const struct fact_function *function);
    uint32_t limit;
    const char *unit;      /* "independent paths" */
    const char *advice;    /* "give parts of it a name" */
    const bool *is_exempt; /* for each function of the facts; NULL: none is */
};

void report_functions_over(struct check_pass *pass, const struct function_limit *limit);

#endif
