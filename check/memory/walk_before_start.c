/* while (*end == '\n') end--; what is skipped on the way back may be all that there is.
 *
 * Silent where the pointer or index is compared with anything in the loop or before it, and behind a loop that skips
 * the same on the way forward: then something else stands there, and stops it. */
#include "expression_name.h"
#include "expressions.h"
#include "loops.h"
#include "pass.h"

/* The variable that leads to what the test reads: p of `*p` and `p[-1]`, i of `s[i]` and `s[i - 1]`; NO_ID: none. */
static uint32_t walker_of(const struct function_graph *graph, uint32_t read)
{
    const struct graph_node *n = &graph->nodes[read];
    int64_t offset;
    uint32_t base = graph_skip_casts(graph, graph_child(graph, read, 0));
    if (n->kind == NODE_SUBSCRIPT && !constant_value(graph, graph_child(graph, read, 1), &offset))
        base = graph_skip_casts(graph, graph_child(graph, read, 1));
    if (base < graph->node_count && graph->nodes[base].kind == NODE_BINARY && graph->nodes[base].op == OP_SUB)
        base = graph_skip_casts(graph, graph_child(graph, base, 0));
    return base < graph->node_count && graph->nodes[base].kind == NODE_LOCAL ? base : NO_ID;
}

static uint32_t read_in(const struct function_graph *graph, uint32_t node)
{
    for (uint32_t i = node; i < graph->nodes[node].subtree_end; i++)
        if (graph->nodes[i].kind == NODE_SUBSCRIPT ||
            (graph->nodes[i].kind == NODE_UNARY && graph->nodes[i].op == OP_DEREF))
            return i;
    return NO_ID;
}

/* `x == 'c'`: true for what is skipped. NO_ID when the condition asks anything else. */
static uint32_t skipped_by(const struct function_graph *graph, uint32_t condition)
{
    uint32_t node = graph_skip_casts(graph, condition);
    int64_t constant;
    if (node >= graph->node_count)
        return NO_ID;
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind == NODE_BINARY && n->op == OP_LOGICAL_OR) {
        uint32_t left = skipped_by(graph, graph_child(graph, node, 0));
        uint32_t right = skipped_by(graph, graph_child(graph, node, 1));
        return left != NO_ID && right != NO_ID && is_same_place(graph, left, right) ? left : NO_ID;
    }
    bool is_equality = n->kind == NODE_BINARY && n->op == OP_EQ &&
                       constant_value(graph, graph_child(graph, node, 1), &constant) && constant != 0;
    uint32_t read = is_equality ? read_in(graph, node) : NO_ID;
    return read == NO_ID ? NO_ID : walker_of(graph, read);
}

static bool steps(const struct function_graph *graph, uint32_t loop, uint32_t walker, bool is_back)
{
    bool has_stepped = false;
    for (uint32_t i = loop + 1; i < graph->nodes[loop].subtree_end; i++) {
        const struct graph_node *n = &graph->nodes[i];
        bool is_one = is_step(n) && (n->op == OP_PRE_DEC || n->op == OP_POST_DEC) == is_back;
        has_stepped |= is_one && is_same_place(graph, graph_child(graph, i, 0), walker);
    }
    return has_stepped;
}

/* Where another loop that goes on only so far does not count. */
static bool is_in_condition_of_other_loop(const struct function_graph *graph, uint32_t node, uint32_t loop)
{
    uint32_t other = enclosing_loop(graph, node), condition = other == NO_ID ? NO_ID : loop_condition(graph, other);
    return other != loop && condition != NO_ID && node >= condition && node < graph->nodes[condition].subtree_end;
}

/* Compared itself, be it before the loop or in a break. */
static bool is_compared(const struct function_graph *graph, uint32_t loop, uint32_t walker)
{
    for (uint32_t i = 0; i < graph->nodes[loop].subtree_end; i++)
        if (is_value_comparison(graph, i) && !is_in_condition_of_other_loop(graph, i, loop))
            for (uint32_t side = 0; side < 2; side++) {
                uint32_t operand = graph_skip_casts(graph, graph_child(graph, i, side));
                if (operand != NO_ID && !reads_data(graph, operand) && mentions_place(graph, operand, walker))
                    return true;
            }
    return false;
}

static bool skips_forward_before(const struct function_graph *graph, uint32_t loop)
{
    for (uint32_t i = 0; i < loop; i++) {
        uint32_t condition = is_loop(&graph->nodes[i]) ? loop_condition(graph, i) : NO_ID;
        uint32_t walker = condition == NO_ID ? NO_ID : skipped_by(graph, condition);
        if (walker != NO_ID && steps(graph, i, walker, false))
            return true;
    }
    return false;
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        uint32_t condition = is_loop(&graph->nodes[i]) ? loop_condition(graph, i) : NO_ID;
        uint32_t walker = condition == NO_ID ? NO_ID : skipped_by(graph, condition);
        if (walker == NO_ID || !steps(graph, i, walker, true) || is_compared(graph, i, walker) ||
            skips_forward_before(graph, i))
            continue;
        check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[condition].range},
                     "%s goes back for as long as it finds the same, also before the start; compare it with the start "
                     "first",
                     expression_name(pass->facts, function, walker, pass->arena));
    }
}

void check_walk_before_start(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
