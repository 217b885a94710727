/* while (*from != ' ') word[i++] = *from++; a fixed array is filled until what is read says so.
 *
 * Silent where the index, another counter or the array's size is compared with anything in the function, where the text
 * was measured before, and where it is an array that is not larger. */
#include "expression_name.h"
#include "expressions.h"
#include "loops.h"
#include "pass.h"
#include "sized_arguments.h"
#include "texts.h"

struct fill {
    const struct facts *facts;
    const struct fact_function *function;
    const struct function_graph *graph;
    uint32_t node;
    uint32_t array;
    uint32_t index; /* node of the local variable */
    uint32_t loop;
    struct fixed_array fixed;
};

/* array[i++] = x */
static bool find_fill(struct fill *fill)
{
    const struct function_graph *graph = fill->graph;
    uint32_t target = graph_child(graph, fill->node, 0);
    if (target >= graph->node_count || graph->nodes[target].kind != NODE_SUBSCRIPT)
        return false;
    uint32_t step = graph_skip_casts(graph, graph_child(graph, target, 1));
    fill->array = graph_child(graph, target, 0);
    if (step >= graph->node_count || !is_step(&graph->nodes[step]) ||
        !fixed_array_of(fill->facts, graph, fill->array, &fill->fixed))
        return false;
    fill->index = graph_skip_casts(graph, graph_child(graph, step, 0));
    fill->loop = enclosing_loop(graph, fill->node);
    return fill->index < graph->node_count && graph->nodes[fill->index].kind == NODE_LOCAL && fill->loop != NO_ID;
}

/* Whether the loop goes on for as long as it reads something else, whatever it has counted. */
static bool ends_at_data_only(const struct fill *fill)
{
    const struct function_graph *graph = fill->graph;
    uint32_t condition = loop_condition(graph, fill->loop);
    if (condition == NO_ID || !reads_data(graph, condition))
        return false;
    for (uint32_t i = condition; i < graph->nodes[condition].subtree_end; i++)
        if (is_value_comparison(graph, i) && !reads_data(graph, i))
            return false;
    return true;
}

static bool is_zero(const struct function_graph *graph, uint32_t node)
{
    int64_t value;
    return constant_value(graph, node, &value) && value == 0;
}

/* A comparison that counts: of the index anywhere, with more than "none yet"; of whatever is no data in the loop. */
static bool is_limit(const struct fill *fill, uint32_t node)
{
    const struct function_graph *graph = fill->graph;
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind == NODE_SIZEOF)
        return mentions_place(graph, node, fill->array);
    if (n->kind == NODE_BINARY && (n->op == OP_REM || n->op == OP_BIT_AND))
        return mentions_place(graph, node, fill->index);
    if (!is_value_comparison(graph, node))
        return false;
    bool is_inside = node > fill->loop && node < graph->nodes[fill->loop].subtree_end;
    if (mentions_place(graph, node, fill->index))
        return !is_zero(graph, graph_child(graph, node, 0)) && !is_zero(graph, graph_child(graph, node, 1));
    return is_inside && n->op <= OP_GE && !reads_data(graph, node);
}

static bool has_limit(const struct fill *fill)
{
    for (uint32_t i = 0; i < fill->graph->node_count; i++)
        if (is_limit(fill, i))
            return true;
    return false;
}

/* The index begins anew in the loop. */
static bool is_set_in_loop(const struct fill *fill)
{
    const struct function_graph *graph = fill->graph;
    for (uint32_t i = fill->loop + 1; i < graph->nodes[fill->loop].subtree_end; i++)
        if (graph->nodes[i].kind == NODE_ASSIGN && is_same_place(graph, graph_child(graph, i, 0), fill->index))
            return true;
    return false;
}

/* Whether the text that the loop reads is known to be short, or was measured. */
static bool is_text_known(const struct fill *fill)
{
    const struct function_graph *graph = fill->graph;
    uint32_t condition = loop_condition(graph, fill->loop);
    for (uint32_t i = condition; i < graph->nodes[condition].subtree_end; i++) {
        if (graph->nodes[i].kind != NODE_SUBSCRIPT && graph->nodes[i].op != OP_DEREF)
            continue;
        uint32_t text = graph_child(graph, i, 0);
        struct text_knowledge known = text_find(fill->facts, fill->function, text);
        if ((known.is_bounded && known.longest < fill->fixed.count) ||
            text_is_measured(fill->facts, fill->function, text, fill->node))
            return true;
    }
    return false;
}

static void look_at_assignment(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    struct fill fill = {.facts = pass->facts, .function = function, .graph = &function->graph, .node = node};
    if (!find_fill(&fill) || !ends_at_data_only(&fill) || has_limit(&fill) || is_set_in_loop(&fill) ||
        is_text_known(&fill))
        return;
    check_report(pass, &(struct check_place){.function = function, .range = function->graph.nodes[node].range},
                 "nothing but what is read ends this loop, but %s has %llu elements; compare %s with that",
                 expression_name(pass->facts, function, fill.array, pass->arena), (unsigned long long)fill.fixed.count,
                 expression_name(pass->facts, function, fill.index, pass->arena));
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (function->graph.nodes[i].kind == NODE_ASSIGN && function->graph.nodes[i].op == OP_NONE)
            look_at_assignment(pass, function, i);
}

void check_unbounded_fill(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
