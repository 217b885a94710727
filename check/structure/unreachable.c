/* A statement behind one that control never leaves at its end: return, break, continue, goto, a call that does not
 * return, an endless loop, an if of which both branches are such; also what stands in a switch before its first label.
 *
 * And a branch of an if that earlier tests of the same variable leave no value for.
 *
 * Silent where a label leads to it; where a directive of the preprocessor stands between the two, or either comes from
 * a macro: another build sees other code; on a lone break behind a return, and on a return, break or abort behind a
 * call or loop that does not end, which are there for readers and older compilers. */
#include <stdlib.h>

#include "completion.h"
#include "decided_conditions.h"
#include "expressions.h"
#include "pass.h"
#include "surroundings.h"

static bool holds_label(const struct function_graph *graph, uint32_t statement)
{
    for (uint32_t i = statement; i < graph->nodes[statement].subtree_end; i++)
        if (is_label(&graph->nodes[i]))
            return true;
    return false;
}

static bool is_from_macro(const struct graph_node *node)
{
    return node->flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_MACRO_ARG | NODE_FLAG_SYSTEM);
}

static bool jumps(const struct graph_node *node)
{
    return node->kind == NODE_RETURN || node->kind == NODE_BREAK || node->kind == NODE_CONTINUE ||
           node->kind == NODE_GOTO;
}

static bool never_returns(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    uint32_t call = graph_skip_casts(graph, node);
    return call < graph->node_count && ends_program(facts, called_function(facts, graph, call));
}

/* `(void)unused;` tells the compiler something, wherever it stands. */
static bool only_names(const struct function_graph *graph, uint32_t statement)
{
    const struct graph_node *node = &graph->nodes[statement];
    uint32_t operand = graph_skip_casts(graph, statement);
    return node->kind == NODE_CAST && node->op == OP_TO_VOID && operand < graph->node_count &&
           graph->nodes[operand].child_count == 0;
}

/* Written to be on the safe side, not to be reached. */
static bool is_defensive(const struct facts *facts, const struct function_graph *graph, uint32_t ender, uint32_t dead)
{
    const struct graph_node *node = &graph->nodes[dead];
    if (node->kind == NODE_EMPTY || node->kind == NODE_DECLARE || only_names(graph, dead) ||
        never_returns(facts, graph, dead))
        return true;
    if (node->kind == NODE_BREAK)
        return graph->nodes[ender].kind != NODE_BREAK;
    return jumps(node) && !jumps(&graph->nodes[ender]);
}

static void look_at_pair(struct check_pass *pass, const struct fact_function *function, uint32_t before, uint32_t dead)
{
    const struct function_graph *graph = &function->graph;
    uint32_t ender = last_statement(graph, before);
    if (ender >= graph->node_count || is_from_macro(&graph->nodes[ender]) || is_from_macro(&graph->nodes[dead]) ||
        is_defensive(pass->facts, graph, ender, dead) || holds_label(graph, dead))
        return;
    const struct source_range *range = &graph->nodes[dead].range, *end = &graph->nodes[ender].range;
    if (range->file != end->file || has_directive_between(pass->facts, range->file, end->line, range->line))
        return;
    check_report(pass,
                 &(struct check_place){.function = function, .range = *range, .note = {*end, "control ends here"}},
                 "this statement is never reached; delete it, or move it before what ends the flow");
}

static void look_at_compound(struct check_pass *pass, const struct fact_function *function, uint32_t node,
                             const bool *completes)
{
    const struct function_graph *graph = &function->graph;
    uint32_t before = NO_ID;
    for (uint32_t i = 0; i < graph->nodes[node].child_count; i++) {
        uint32_t child = graph_child(graph, node, i);
        if (child >= graph->node_count)
            return;
        if (before != NO_ID && !is_label(&graph->nodes[child])) {
            look_at_pair(pass, function, before, child);
            return; /* the rest is no news */
        }
        before = completes[child] ? NO_ID : child;
    }
}

static void look_at_switch(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t body = graph_child(graph, node, 1);
    uint32_t first = graph_child(graph, body, 0);
    if (first >= graph->node_count || graph->nodes[body].kind != NODE_COMPOUND)
        return;
    const struct graph_node *n = &graph->nodes[first];
    if (n->kind == NODE_DECLARE ? n->child_count == 0 : holds_label(graph, first) || n->kind == NODE_EMPTY)
        return;
    if (!is_from_macro(n))
        check_report(pass, &(struct check_place){.function = function, .range = n->range},
                     "what stands before the first label of a switch is never executed; move it before the switch");
}

static bool may_end_early(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    return jumps(n) || n->kind == NODE_SWITCH || n->kind == NODE_WHILE || n->kind == NODE_FOR || n->kind == NODE_DO ||
           (n->kind == NODE_CALL && never_returns(facts, graph, node));
}

static bool may_have_dead_code(const struct facts *facts, const struct function_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (may_end_early(facts, graph, i))
            return true;
    return false;
}

static void look_at_branch(void *context, const struct fact_function *function, uint32_t branch, const char *name)
{
    const struct function_graph *graph = &function->graph;
    const struct graph_node *n = &graph->nodes[branch], *condition = &graph->nodes[graph_child(graph, n->parent, 0)];
    if (is_from_macro(n) || is_from_macro(&graph->nodes[n->parent]) || is_from_macro(condition))
        return;
    check_report(
        context,
        &(struct check_place){.function = function,
                              .range = n->range,
                              .note = {condition->range, "this condition is decided by an earlier test"}},
        "this branch is never taken, as an earlier test leaves '%s' no such value; delete it, or mend the test", name);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    decided_branches(pass->facts, function, look_at_branch, pass);
    if (!may_have_dead_code(pass->facts, graph))
        return;
    bool *completes = completion_find(pass->facts, graph);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind == NODE_COMPOUND)
            look_at_compound(pass, function, i, completes);
        else if (graph->nodes[i].kind == NODE_SWITCH)
            look_at_switch(pass, function, i);
    }
    free(completes);
}

void check_unreachable(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
