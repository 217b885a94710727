/* char c; while ((c = getc(f)) != EOF): where char is signed the byte 0xff ends the input early, where it is unsigned
 * the loop never ends. */
#include "expression_name.h"
#include "expressions.h"
#include "pass.h"
#include "range.h"
#include "range_calls.h"

/* The variable or field that a getc's result is cut to a char for, NO_ID: none. */
static uint32_t cut_place(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    bool is_assignment = n->kind == NODE_ASSIGN && n->op == OP_NONE;
    if (!is_assignment && n->kind != NODE_DECLARE)
        return NO_ID;
    uint32_t value = graph_child(graph, node, is_assignment), call = graph_skip_casts(graph, value);
    struct integer_type type;
    if (call >= graph->node_count || graph->nodes[call].kind != NODE_CALL ||
        !integer_type_of(facts, graph->nodes[value].type, &type) || type.bits != 8)
        return NO_ID;
    const struct range_call *known = range_call_find(facts, graph, call);
    return !known || known->kind != RANGE_CALL_CHARACTER ? NO_ID : is_assignment ? graph_child(graph, node, 0) : node;
}

static bool is_place(const struct function_graph *graph, uint32_t node, uint32_t place)
{
    node = graph_skip_casts(graph, node);
    if (node < graph->node_count && graph->nodes[node].kind == NODE_ASSIGN)
        node = graph_child(graph, node, 0);
    return node < graph->node_count && is_same_place(graph, node, place);
}

/* A comparison of place with EOF, or for being negative. */
static bool asks_for_end(const struct function_graph *graph, uint32_t node, uint32_t place)
{
    const struct graph_node *n = &graph->nodes[node];
    if (!is_value_comparison(graph, node))
        return false;
    for (uint32_t side = 0; side < 2; side++) {
        int64_t value;
        uint32_t other = graph_child(graph, node, side);
        if (!constant_value(graph, other, &value) || !is_place(graph, graph_child(graph, node, 1 - side), place))
            continue;
        bool is_equality = n->op == OP_EQ || n->op == OP_NE;
        return is_equality ? value == -1
                           : value == 0 && (side ? n->op == OP_GE || n->op == OP_LT : n->op == OP_LE || n->op == OP_GT);
    }
    return false;
}

/* One finding for each variable. */
static bool is_told(const struct facts *facts, const struct function_graph *graph, uint32_t node, uint32_t place)
{
    for (uint32_t i = 0; i < node; i++) {
        uint32_t earlier = cut_place(facts, graph, i);
        if (earlier != NO_ID && is_same_place(graph, earlier, place))
            return true;
    }
    return false;
}

static void look_at_assignment(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t place = cut_place(pass->facts, graph, node);
    if (place == NO_ID || is_told(pass->facts, graph, node, place))
        return;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (!asks_for_end(graph, i, place))
            continue;
        struct check_note note = {graph->nodes[i].range, "here it is compared with EOF"};
        const struct graph_node *at = &graph->nodes[node];
        struct check_place where = {.function = function, .range = at->range};
        if (at->range.line != note.range.line)
            where.note = note;
        check_report(pass, &where,
                     "%s is too narrow for EOF, which is then taken for a character or never found; declare it int",
                     expression_name(pass->facts, function, place, pass->arena));
        return;
    }
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        look_at_assignment(pass, function, i);
}

void check_char_eof(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
