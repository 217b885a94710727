#include "completion.h"

#include <stdlib.h>

#include "cet/core/memory.h"
#include "expressions.h"

struct completion {
    const struct facts *facts;
    const struct function_graph *graph;
    bool *completes;
    bool *breaks; /* a break in it leaves what is around it */
};

bool is_label(const struct graph_node *node)
{
    return node->kind == NODE_CASE || node->kind == NODE_DEFAULT || node->kind == NODE_LABEL;
}

static uint32_t last_child(const struct function_graph *graph, uint32_t node)
{
    uint32_t count = graph->nodes[node].child_count;
    return count ? graph_child(graph, node, count - 1) : NO_ID;
}

uint32_t below_labels(const struct function_graph *graph, uint32_t statement)
{
    while (statement < graph->node_count && is_label(&graph->nodes[statement]))
        statement = last_child(graph, statement);
    return statement;
}

static bool child_completes(const struct completion *c, uint32_t node, uint32_t position)
{
    uint32_t child = graph_child(c->graph, node, position);
    return child >= c->graph->node_count || c->completes[child];
}

static bool is_endless(const struct function_graph *graph, uint32_t loop)
{
    const struct graph_node *node = &graph->nodes[loop];
    uint32_t condition = graph_child(graph, loop, node->kind == NODE_WHILE ? 0 : 1);
    if (condition >= graph->node_count)
        return false;
    if (node->kind == NODE_FOR && graph->nodes[condition].kind == NODE_EMPTY)
        return true;
    condition = graph_skip_casts(graph, condition);
    return condition < graph->node_count && graph->nodes[condition].kind == NODE_INT_LITERAL &&
           graph->nodes[condition].value != 0;
}

/* Statements in a row: a label is where control may come in anew. */
static bool sequence_completes(const struct completion *c, uint32_t node)
{
    bool is_reached = true;
    for (uint32_t i = 0; i < c->graph->nodes[node].child_count; i++) {
        uint32_t child = graph_child(c->graph, node, i);
        if (child >= c->graph->node_count)
            continue;
        is_reached |= is_label(&c->graph->nodes[child]);
        is_reached &= c->completes[child];
    }
    return is_reached;
}

static bool has_own_default(const struct function_graph *graph, uint32_t node)
{
    for (uint32_t i = node + 1; i < graph->nodes[node].subtree_end; i++) {
        if (graph->nodes[i].kind == NODE_DEFAULT)
            return true;
        if (graph->nodes[i].kind == NODE_SWITCH)
            i = graph->nodes[i].subtree_end - 1;
    }
    return false;
}

static bool all_children_complete(const struct completion *c, uint32_t node)
{
    for (uint32_t i = 0; i < c->graph->nodes[node].child_count; i++)
        if (!child_completes(c, node, i))
            return false;
    return true;
}

static bool is_noreturn(const struct fact_function *function)
{
    return function && function->attributes & ATTRIBUTE_NORETURN;
}

bool ends_program(const struct facts *facts, const struct fact_function *function)
{
    if (!function || is_noreturn(function) || !function->is_defined || !function->graph.node_count)
        return is_noreturn(function);
    const struct function_graph *graph = &function->graph;
    uint32_t end = 0;
    for (uint32_t i = 0; i < graph->nodes[0].child_count && !end; i++) {
        uint32_t statement = graph_child(graph, 0, i);
        if (statement < graph->node_count && is_noreturn(called_function(facts, graph, statement)))
            end = statement;
    }
    for (uint32_t i = 0; i < end; i++)
        if (graph->nodes[i].kind == NODE_RETURN || graph->nodes[i].kind == NODE_GOTO)
            return false;
    return end != 0;
}

static bool never_returns(const struct completion *c, uint32_t call)
{
    return ends_program(c->facts, called_function(c->facts, c->graph, call));
}

static bool node_completes(const struct completion *c, uint32_t node)
{
    const struct graph_node *n = &c->graph->nodes[node];
    switch ((enum node_kind)n->kind) {
    case NODE_RETURN:
    case NODE_BREAK:
    case NODE_CONTINUE:
    case NODE_GOTO:
        return false;
    case NODE_CALL:
        return !never_returns(c, node) && all_children_complete(c, node);
    case NODE_COMPOUND:
        return sequence_completes(c, node);
    case NODE_IF:
        return child_completes(c, node, 0) &&
               (n->child_count < 3 || child_completes(c, node, 1) || child_completes(c, node, 2));
    case NODE_WHILE:
    case NODE_FOR:
    case NODE_DO:
        return !is_endless(c->graph, node) || c->breaks[graph_child(c->graph, node,
                                                                    n->kind == NODE_DO    ? 0
                                                                    : n->kind == NODE_FOR ? 3
                                                                                          : 1)];
    case NODE_SWITCH:
        return child_completes(c, node, 1) || c->breaks[graph_child(c->graph, node, 1)] ||
               !has_own_default(c->graph, node);
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_LABEL: {
        uint32_t statement = last_child(c->graph, node);
        return statement >= c->graph->node_count || c->completes[statement];
    }
    case NODE_CONDITIONAL:
    case NODE_SIZEOF:
        return child_completes(c, node, 0);
    case NODE_BINARY:
        return n->op == OP_LOGICAL_AND || n->op == OP_LOGICAL_OR ? child_completes(c, node, 0)
                                                                 : all_children_complete(c, node);
    case NODE_ASM: /* may jump */
        return true;
    default:
        return all_children_complete(c, node);
    }
}

static bool node_breaks(const struct completion *c, uint32_t node)
{
    const struct graph_node *n = &c->graph->nodes[node];
    if (n->kind == NODE_BREAK)
        return true;
    if (n->kind == NODE_WHILE || n->kind == NODE_FOR || n->kind == NODE_DO || n->kind == NODE_SWITCH)
        return false;
    for (uint32_t i = 0; i < n->child_count; i++) {
        uint32_t child = graph_child(c->graph, node, i);
        if (child < c->graph->node_count && c->breaks[child])
            return true;
    }
    return false;
}

/* A loop or switch that lacks the parts it must have, as only odd facts do. */
static bool lacks_parts(const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    uint32_t wanted = n->kind == NODE_FOR                                                                           ? 4
                      : n->kind == NODE_WHILE || n->kind == NODE_DO || n->kind == NODE_SWITCH || n->kind == NODE_IF ? 2
                                                                                                                    : 0;
    return n->child_count < wanted;
}

/* Children stand behind their parents, so that from the last node to the first they are known before them. */
bool *completion_find(const struct facts *facts, const struct function_graph *graph)
{
    struct completion c = {.facts = facts, .graph = graph};
    c.completes = memory_new((size_t)graph->node_count + 1, sizeof *c.completes);
    c.breaks = memory_new((size_t)graph->node_count + 1, sizeof *c.breaks);
    for (uint32_t node = graph->node_count; node-- > 0;) {
        c.breaks[node] = node_breaks(&c, node);
        c.completes[node] = lacks_parts(graph, node) || node_completes(&c, node);
    }
    free(c.breaks);
    return c.completes;
}

uint32_t last_statement(const struct function_graph *graph, uint32_t statement)
{
    for (;;) {
        statement = below_labels(graph, statement);
        if (statement >= graph->node_count || graph->nodes[statement].kind != NODE_COMPOUND ||
            graph->nodes[statement].child_count == 0)
            return statement;
        statement = graph_child(graph, statement, graph->nodes[statement].child_count - 1);
    }
}
