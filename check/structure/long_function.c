/* Too many lines, unless nearly all of them are a table or a text. */
#include "function_limit.h"

/* A function with fewer statements than one in so many lines is data: the text of --help, a table. */
#define LINES_PER_STATEMENT 8

static uint32_t lines_of_code(const struct fact_function *function)
{
    const struct fact_metrics *metrics = &function->metrics;
    return metrics->lines / LINES_PER_STATEMENT > metrics->statements ? 0 : metrics->lines;
}

void check_long_function(struct check_pass *pass)
{
    report_functions_over(pass,
                          &(struct function_limit){.figure = lines_of_code,
                                                   .limit = pass->thresholds->function_lines,
                                                   .unit = "lines",
                                                   .advice = "give parts of it a name as functions of their own"});
}
