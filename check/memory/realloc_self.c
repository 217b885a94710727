/* p = realloc(p, n): when it fails, p is NULL and the old block can be neither used nor released.
 *
 * Silent where nothing is lost: p is a parameter (the caller keeps its own), a copy was made before, or the program
 * ends when the result is NULL. */
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "flow.h"
#include "never_returns.h"
#include "pass.h"

/* How many blocks are followed from the assignment to the test of its result, and from there to the program's end. */
#define MAX_BLOCKS_FOLLOWED 8

static bool is_realloc(const struct fact_function *callee)
{
    return callee && !callee->is_defined && (!strcmp(callee->name, "realloc") || !strcmp(callee->name, "reallocarray"));
}

static bool is_variable(const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[graph_skip_casts(graph, node)];
    return n->kind == NODE_PARAM || n->kind == NODE_LOCAL || n->kind == NODE_GLOBAL || n->kind == NODE_MEMBER ||
           n->kind == NODE_SUBSCRIPT || (n->kind == NODE_UNARY && n->op == OP_DEREF);
}

/* Whether, anywhere before node in the order of the text, the place was copied to or from another variable: that one
 * still holds the pointer. */
static bool has_copy_before(const struct function_graph *graph, uint32_t place, uint32_t node)
{
    for (uint32_t i = 0; i < node; i++) {
        const struct graph_node *n = &graph->nodes[i];
        uint32_t target = NO_ID, value = NO_ID;
        if (n->kind == NODE_ASSIGN && n->op == OP_NONE) {
            target = graph_child(graph, i, 0);
            value = graph_child(graph, i, 1);
        } else if (n->kind == NODE_DECLARE) {
            target = i;
            value = graph_child(graph, i, 0);
        }
        if (value != NO_ID &&
            (is_same_place(graph, value, place) || (is_variable(graph, value) && is_same_place(graph, target, place))))
            return true;
    }
    return false;
}

static uint32_t block_of(const struct function_graph *graph, uint32_t node)
{
    for (uint32_t b = 0; b < graph->block_count; b++) {
        const struct graph_block *block = &graph->blocks[b];
        for (uint32_t i = 0; i < block->element_count; i++)
            if (graph->elements[block->first_element + i] == node)
                return b;
    }
    return NO_ID;
}

static uint32_t only_successor(const struct function_graph *graph, uint32_t block)
{
    const struct graph_block *b = &graph->blocks[block];
    return b->successor_count == 1 ? graph->successors[b->first_successor] : NO_ID;
}

static bool ends_program(const struct facts *facts, const struct function_graph *graph, uint32_t block)
{
    SCOPED(never_returns_release) struct never_returns ends = {.facts = facts};
    for (unsigned i = 0; i < MAX_BLOCKS_FOLLOWED && block < graph->block_count; i++) {
        if (never_leaves_block(&ends, graph, block))
            return true;
        block = only_successor(graph, block);
    }
    return false;
}

/* Which edge of a test of place is taken when it is NULL: 0 or 1; NO_ID when the condition asks something else. */
static uint32_t null_edge(const struct function_graph *graph, uint32_t condition, bool is_negated, uint32_t place)
{
    const struct graph_node *node = &graph->nodes[condition];
    int64_t value;
    if (node->kind == NODE_BINARY && (node->op == OP_EQ || node->op == OP_NE)) {
        uint32_t left = graph_child(graph, condition, 0), right = graph_child(graph, condition, 1);
        bool asks = (is_same_place(graph, left, place) && constant_value(graph, right, &value) && value == 0) ||
                    (is_same_place(graph, right, place) && constant_value(graph, left, &value) && value == 0);
        return !asks ? NO_ID : (node->op == OP_EQ) == is_negated;
    }
    if (node->kind == NODE_ASSIGN)
        condition = graph_child(graph, condition, 0);
    return is_same_place(graph, condition, place) ? !is_negated : NO_ID;
}

static bool program_ends_on_failure(const struct facts *facts, const struct function_graph *graph, uint32_t assignment,
                                    uint32_t place)
{
    uint32_t block = block_of(graph, assignment);
    for (unsigned i = 0; i < MAX_BLOCKS_FOLLOWED && block < graph->block_count; i++) {
        bool is_negated;
        uint32_t condition = flow_condition(graph, block, &is_negated);
        if (condition != NO_ID) {
            uint32_t edge = null_edge(graph, condition, is_negated, place);
            return edge != NO_ID &&
                   ends_program(facts, graph, graph->successors[graph->blocks[block].first_successor + edge]);
        }
        block = only_successor(graph, block);
    }
    return false;
}

static void look_at_assignment(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t place = graph_skip_casts(graph, graph_child(graph, node, 0));
    uint32_t call = graph_skip_casts(graph, graph_child(graph, node, 1));
    if (place == NO_ID || call == NO_ID || graph->nodes[call].kind != NODE_CALL)
        return;
    const struct fact_function *callee = called_function(pass->facts, graph, call);
    uint32_t old = graph_child(graph, call, 1);
    if (!is_realloc(callee) || old == NO_ID || !is_same_place(graph, place, old))
        return;
    if (graph->nodes[place].kind == NODE_PARAM || has_copy_before(graph, place, node) ||
        program_ends_on_failure(pass->facts, graph, node, place))
        return;
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[node].range},
                 "the only pointer to the block is lost when '%s' fails; assign its result to another pointer and test "
                 "that first",
                 callee->name);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (function->graph.nodes[i].kind == NODE_ASSIGN && function->graph.nodes[i].op == OP_NONE)
            look_at_assignment(pass, function, i);
}

void check_realloc_self(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
