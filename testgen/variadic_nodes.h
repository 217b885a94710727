/* Questions to the nodes of a body that reads variable arguments, casts put aside. */
#ifndef CET_TESTGEN_VARIADIC_NODES_H
#define CET_TESTGEN_VARIADIC_NODES_H

#include "variadic_reads.h"

static inline const struct graph_node *body_node(const struct variadic_body *body, uint32_t node)
{
    return &body->function->graph.nodes[node];
}

static inline uint32_t graph_plain(const struct function_graph *graph, uint32_t node)
{
    return node == NO_ID ? NO_ID : graph_skip_casts(graph, node);
}

static inline bool is_param_node(const struct function_graph *graph, uint32_t node, uint32_t param)
{
    node = graph_plain(graph, node);
    return node != NO_ID && graph->nodes[node].kind == NODE_PARAM && graph->nodes[node].symbol == param;
}

static inline bool is_local_node(const struct function_graph *graph, uint32_t node, uint32_t local)
{
    node = graph_plain(graph, node);
    return node != NO_ID && local != NO_ID && graph->nodes[node].kind == NODE_LOCAL &&
           graph->nodes[node].symbol == local;
}

static inline uint32_t param_of(const struct function_graph *graph, uint32_t node)
{
    node = graph_plain(graph, node);
    return node != NO_ID && graph->nodes[node].kind == NODE_PARAM ? graph->nodes[node].symbol : NO_ID;
}

static inline uint32_t local_of(const struct function_graph *graph, uint32_t node)
{
    node = graph_plain(graph, node);
    return node != NO_ID && graph->nodes[node].kind == NODE_LOCAL ? graph->nodes[node].symbol : NO_ID;
}

/* Nothing but counting down is done to it. */
static inline bool is_only_counted(const struct function_graph *graph, uint32_t param)
{
    for (uint32_t n = 0; n < graph->node_count; n++) {
        const struct graph_node *node = &graph->nodes[n];
        const bool is_changed =
            node->kind == NODE_ASSIGN ||
            (node->kind == NODE_UNARY && (node->op == OP_PRE_INC || node->op == OP_POST_INC || node->op == OP_ADDRESS));
        if (is_changed && is_param_node(graph, graph_child(graph, n, 0), param))
            return false;
    }
    return true;
}

static inline bool is_loop(const struct variadic_body *body, uint32_t node)
{
    const uint16_t kind = body_node(body, node)->kind;
    return kind == NODE_WHILE || kind == NODE_DO || kind == NODE_FOR;
}

/* Of a for, what is done once does not count. */
static inline uint32_t read_loop(const struct variadic_body *body, uint32_t node)
{
    for (uint32_t up = body_node(body, node)->parent; up != NO_ID; node = up, up = body_node(body, node)->parent)
        if (is_loop(body, up) &&
            (body_node(body, up)->kind != NODE_FOR || graph_child(&body->function->graph, up, 0) != node))
            return up;
    return NO_ID;
}

#endif
