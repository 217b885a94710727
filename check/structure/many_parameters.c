/* Too many parameters, unless a type of function says so: a function whose address is taken must look as it is called.
 */
#include <stdlib.h>

#include "cet/core/memory.h"
#include "function_limit.h"

static bool is_called_there(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    for (; parent != NO_ID && graph->nodes[parent].kind == NODE_CAST; parent = graph->nodes[parent].parent)
        node = parent;
    return parent != NO_ID && graph->nodes[parent].kind == NODE_CALL && graph_child(graph, parent, 0) == node;
}

/* For each function of the facts. */
static bool *find_values(const struct facts *facts)
{
    bool *is_value = memory_new((size_t)facts->function_count + 1, sizeof *is_value);
    for (uint32_t f = 0; f < facts->function_count; f++) {
        is_value[f] |= facts->functions[f].is_named_in_data;
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; i < graph->node_count; i++) {
            const struct graph_node *node = &graph->nodes[i];
            if (node->kind == NODE_FUNCTION && node->symbol < facts->function_count && !is_called_there(graph, i))
                is_value[node->symbol] = true;
        }
    }
    return is_value;
}

static uint32_t parameters(const struct fact_function *function)
{
    return function->metrics.params;
}

void check_many_parameters(struct check_pass *pass)
{
    bool *is_value = find_values(pass->facts);
    report_functions_over(pass, &(struct function_limit){.figure = parameters,
                                                         .limit = pass->thresholds->params,
                                                         .unit = "parameters",
                                                         .advice = "put those that belong together into a struct",
                                                         .is_exempt = is_value});
    free(is_value);
}
