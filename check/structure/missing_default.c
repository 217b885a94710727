/* A switch without default that passes over values without a word. Silent on enums, of which cet-missing-enumerator
 * tells, and where the cases name every value that there can be: of a bool, of `x & 3`. */
#include "expressions.h"
#include "pass.h"
#include "switches.h"

#define MAX_VALUES 256 /* of a switched expression that are tried one by one */

/* How many values from 0 on the expression can have, 0: too many. */
static int64_t count_values(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    node = graph_skip_casts(graph, node);
    if (node >= graph->node_count)
        return 0;
    const struct graph_node *n = &graph->nodes[node];
    uint32_t type = facts_resolve_type(facts, n->type);
    int64_t bound;
    if (n->kind == NODE_BINARY && n->op >= OP_LT && n->op <= OP_LOGICAL_OR)
        return 2;
    if (type < facts->type_count && facts->types[type].kind == TYPE_BOOL)
        return 2;
    if (n->kind != NODE_BINARY || !constant_value(graph, graph_child(graph, node, 1), &bound) || bound < 0)
        return 0;
    if (n->op == OP_BIT_AND && bound < MAX_VALUES)
        return bound + 1;
    bool is_unsigned = type < facts->type_count && facts->types[type].kind == TYPE_INT &&
                       !(facts->types[type].flags & TYPE_FLAG_SIGNED);
    return n->op == OP_REM && is_unsigned && bound <= MAX_VALUES ? bound : 0;
}

static bool names_all(const struct switch_labels *labels, int64_t count)
{
    for (int64_t value = 0; value < count; value++)
        if (!switch_names(labels, value))
            return false;
    return count > 0;
}

static void look_at_switch(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    struct switch_labels labels;
    uint32_t condition = graph_child(graph, node, 0);
    if (switched_enum(pass->facts, graph, node))
        return;
    switch_labels_find(graph, node, &labels);
    if (labels.default_label != NO_ID || labels.is_cut || !labels.case_count ||
        names_all(&labels, count_values(pass->facts, graph, condition)))
        return;
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[condition].range},
                 "the switch has no default: all values but %u are passed over; add one that handles them or says that "
                 "they are meant to be ignored",
                 labels.case_count);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (function->graph.nodes[i].kind == NODE_SWITCH && function->graph.nodes[i].child_count == 2)
            look_at_switch(pass, function, i);
}

void check_missing_default(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
