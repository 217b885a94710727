/* McCabe's number, as a reader meets it: a switch is one decision however many cases it has, and what macros hide
 * (assert has two decisions) is not there. */
#include "cet/model/cognitive.h"
#include "function_limit.h"

static uint32_t independent_paths(const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    uint32_t paths = 1;
    for (uint32_t i = 0; i < graph->node_count; i++)
        paths += graph_decides(&graph->nodes[i]) &&
                 !(graph->nodes[i].flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_UNEVALUATED));
    return paths;
}

void check_cyclomatic(struct check_pass *pass)
{
    report_functions_over(pass,
                          &(struct function_limit){.figure = independent_paths,
                                                   .limit = pass->thresholds->cyclomatic,
                                                   .unit = "independent paths",
                                                   .advice = "give parts of it a name as functions of their own"});
}
