/* A goto that jumps back is a loop that does not look like one. */
#include <string.h>

#include "cet/core/map.h"
#include "pass.h"

static bool is_written(const struct graph_node *node)
{
    return node->text && node->range.line && !(node->flags & NODE_FLAG_MACRO_BODY);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    struct map labels = {0}; /* name -> node of those that stand above */
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *node = &graph->nodes[i];
        uint64_t label;
        if (node->kind == NODE_LABEL && is_written(node)) {
            map_set(&labels, node->text, i);
        } else if (node->kind == NODE_GOTO && is_written(node) && map_find(&labels, node->text, &label)) {
            struct source_range above = graph->nodes[label].range;
            above.end_line = above.line;
            above.end_column = above.column + (uint32_t)strlen(node->text);
            check_report(
                pass,
                &(struct check_place){.function = function,
                                      .range = node->range,
                                      .note = {above, arena_printf(pass->arena, "'%s' stands here", node->text)}},
                "'goto %s' jumps back to line %u; write what is repeated as a loop", node->text, above.line);
        }
    }
    map_release(&labels);
}

void check_backward_goto(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
