#include "cet/model/function_graph.h"

#include <stddef.h>

static const char *const kind_texts[] = {
#define NODE(id, text) text,
#include "cet/model/node_kinds.def"
#undef NODE
};

static const char *const operator_texts[] = {
#define OPERATOR_TOKEN(id, text) text,
#include "cet/model/operators.def"
#undef OPERATOR_TOKEN
};

const char *node_kind_text(enum node_kind kind)
{
    return (unsigned)kind < NODE_KIND_COUNT ? kind_texts[kind] : "";
}

const char *operator_token_text(enum operator_token op)
{
    return (unsigned)op < OPERATOR_TOKEN_COUNT ? operator_texts[op] : "";
}

uint32_t graph_child(const struct function_graph *graph, uint32_t node, uint32_t n)
{
    if (node >= graph->node_count || n >= graph->nodes[node].child_count)
        return NO_ID;
    return graph->children[graph->nodes[node].first_child + n];
}

/* A written cast is kept unless through_written; parentheses are flags, not nodes. */
static uint32_t skip_casts(const struct function_graph *graph, uint32_t node, int through_written)
{
    while (node < graph->node_count && graph->nodes[node].kind == NODE_CAST && graph->nodes[node].child_count > 0 &&
           (through_written || graph->nodes[node].flags & NODE_FLAG_IMPLICIT))
        node = graph_child(graph, node, 0);
    return node;
}

uint32_t graph_skip_implicit(const struct function_graph *graph, uint32_t node)
{
    return skip_casts(graph, node, 0);
}

uint32_t graph_skip_casts(const struct function_graph *graph, uint32_t node)
{
    return skip_casts(graph, node, 1);
}
