/* Both branches of an if or ?: are the same code: the condition decides nothing.
 *
 * Silent where the preprocessor may put other code there, where both do nothing, and where the branches come from
 * macros, which may differ in another build. Where a comment tells the branches apart, they may be the same on purpose:
 * then it is no warning. */
#include "pass.h"
#include "same_code.h"
#include "surroundings.h"

static bool does_nothing(const struct function_graph *graph, uint32_t branch)
{
    for (uint32_t i = branch; i < graph->nodes[branch].subtree_end; i++)
        if (graph->nodes[i].kind != NODE_COMPOUND && graph->nodes[i].kind != NODE_EMPTY)
            return false;
    return true;
}

static bool comes_from_macro(const struct graph_node *node)
{
    return node->flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_SYSTEM);
}

static void look_at_condition(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    const struct graph_node *n = &graph->nodes[node];
    uint32_t yes = graph_child(graph, node, 1), no = graph_child(graph, node, 2);
    if (comes_from_macro(n) || !is_same_code(graph, yes, no) || does_nothing(graph, yes))
        return;
    const struct source_range *range = &n->range, *second = &graph->nodes[no].range;
    if (has_directive_between(pass->facts, range->file, range->line, range->end_line))
        return;
    bool is_told_apart =
        n->kind == NODE_IF && has_comment_between(pass->facts, range->file, range->line, range->end_line, NULL, 0);
    check_report(
        pass,
        &(struct check_place){.level_shift = is_told_apart ? -1 : 0,
                              .function = function,
                              .range = *range,
                              .note = {*second, "the second branch"}},
        "both branches of this condition do the same; the condition is of no use, or one of them was copied and not "
        "changed");
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 0; i < graph->node_count; i++)
        if ((graph->nodes[i].kind == NODE_IF || graph->nodes[i].kind == NODE_CONDITIONAL) &&
            graph->nodes[i].child_count == 3)
            look_at_condition(pass, function, i);
}

void check_identical_branches(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
