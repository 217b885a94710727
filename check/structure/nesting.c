/* Statements nested too deep. An `else if` is no deeper than its `if`. */
#include "function_limit.h"

static uint32_t nesting(const struct fact_function *function)
{
    return function->metrics.nesting;
}

void check_nesting(struct check_pass *pass)
{
    report_functions_over(
        pass, &(struct function_limit){.figure = nesting,
                                       .limit = pass->thresholds->nesting,
                                       .unit = "statements nested in each other",
                                       .advice = "return or continue early, or move the inner ones into a function"});
}
