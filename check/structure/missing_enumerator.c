/* A switch on an enum that leaves out one of its names. Without a default that value is passed over without a word;
 * with one, the compiler no longer tells where a new name has to be added, which is a matter of taste. */
#include "pass.h"
#include "switches.h"

static void look_at_switch(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    const struct fact_type *type = switched_enum(pass->facts, graph, node);
    struct switch_labels labels;
    if (!type || !type->enumerator_count)
        return;
    switch_labels_find(graph, node, &labels);
    uint32_t count;
    const struct type_enumerator *missing = first_unnamed(type, &labels, &count);
    if (!missing || !labels.case_count)
        return;
    bool has_default = labels.default_label != NO_ID;
    if (has_default && count * 3 > type->enumerator_count)
        return;
    const char *more = count > 1 ? arena_printf(pass->arena, " and %u more", count - 1) : "";
    check_report(pass,
                 &(struct check_place){.level_shift = has_default ? -1 : 0,
                                       .function = function,
                                       .range = graph->nodes[graph_child(graph, node, 0)].range},
                 has_default ? "the switch on '%s' leaves '%s'%s to its default; name each value, so that the "
                               "compiler tells where a new one is missing"
                             : "the switch on '%s' passes over '%s'%s; add the case, or a default that says so",
                 type->spelling, missing->name, more);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (function->graph.nodes[i].kind == NODE_SWITCH && function->graph.nodes[i].child_count == 2)
            look_at_switch(pass, function, i);
}

void check_missing_enumerator(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
