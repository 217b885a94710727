/* Cognitive complexity (Campbell, 2018): nested structures weigh more than those in a row, a switch weighs once. */
#include "function_limit.h"

static uint32_t cognitive_complexity(const struct fact_function *function)
{
    return function->metrics.cognitive;
}

void check_cognitive(struct check_pass *pass)
{
    report_functions_over(
        pass, &(struct function_limit){.figure = cognitive_complexity,
                                       .limit = pass->thresholds->cognitive,
                                       .unit = "points of cognitive complexity",
                                       .advice = "return early and move what is nested into functions of its own"});
}
