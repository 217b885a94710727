/* text[i] >= '0' && text[0] <= '9': the two ends of a range, asked of two elements. */
#include "expressions.h"
#include "pass.h"
#include "storage.h"

struct bound {
    uint32_t value; /* SUBSCRIPT */
    int64_t limit;
    bool is_lower;
};

static bool read_bound(const struct function_graph *graph, uint32_t node, struct bound *ret_bound)
{
    node = graph_skip_casts(graph, node);
    if (node >= graph->node_count || graph->nodes[node].kind != NODE_BINARY || graph->nodes[node].op < OP_LT ||
        graph->nodes[node].op > OP_GE)
        return false;
    bool is_turned = constant_value(graph, graph_child(graph, node, 0), &ret_bound->limit);
    bool is_less = graph->nodes[node].op == OP_LT || graph->nodes[node].op == OP_LE;
    if (!is_turned && !constant_value(graph, graph_child(graph, node, 1), &ret_bound->limit))
        return false;
    ret_bound->value = graph_skip_casts(graph, graph_child(graph, node, is_turned));
    ret_bound->is_lower = is_less == is_turned;
    return ret_bound->value < graph->node_count && graph->nodes[ret_bound->value].kind == NODE_SUBSCRIPT;
}

/* Two elements of one array, one at a fixed index and one that moves. */
static bool are_two_elements(const struct function_graph *graph, uint32_t a, uint32_t b)
{
    int64_t fixed;
    bool is_fixed[2] = {constant_value(graph, graph_child(graph, a, 1), &fixed),
                        constant_value(graph, graph_child(graph, b, 1), &fixed)};
    return is_fixed[0] != is_fixed[1] && is_same_place(graph, graph_child(graph, a, 0), graph_child(graph, b, 0));
}

static void look_at_and(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    struct bound left, right;
    if (!read_bound(graph, graph_child(graph, node, 0), &left) ||
        !read_bound(graph, graph_child(graph, node, 1), &right) || left.is_lower == right.is_lower ||
        (left.is_lower ? left.limit >= right.limit : left.limit <= right.limit) ||
        !are_two_elements(graph, left.value, right.value))
        return;
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[node].range},
                 "one end of the range is asked of '%s', the other of '%s'; ask both of the same element",
                 place_text(pass->facts, function, left.value, pass->arena),
                 place_text(pass->facts, function, right.value, pass->arena));
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (function->graph.nodes[i].kind == NODE_BINARY && function->graph.nodes[i].op == OP_LOGICAL_AND)
            look_at_and(pass, function, i);
}

void check_split_range(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
