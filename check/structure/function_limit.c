#include "function_limit.h"

/* Of a long function the head is what is shown. */
static struct source_range head_of(const struct fact_function *function)
{
    struct source_range head = function->range;
    if (function->graph.nodes[0].range.file == head.file && function->graph.nodes[0].range.line >= head.line) {
        head.end_line = function->graph.nodes[0].range.line;
        head.end_column = function->graph.nodes[0].range.column;
    }
    return head;
}

void report_functions_over(struct check_pass *pass, const struct function_limit *limit)
{
    const struct facts *facts = pass->facts;
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *function = &facts->functions[i];
        if (!function->is_defined || !function->graph.node_count || (limit->is_exempt && limit->is_exempt[i]))
            continue;
        uint32_t figure = limit->figure(function);
        if (figure > limit->limit)
            check_report(pass, &(struct check_place){.function = function, .range = head_of(function)},
                         "'%s' has %u %s, more than %u; %s", function->name, figure, limit->unit, limit->limit,
                         limit->advice);
    }
}
