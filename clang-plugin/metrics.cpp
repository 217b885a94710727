#include "metrics.h"

#include <algorithm>
#include <vector>

extern "C" {
#include "cet/model/cognitive.h"
}

namespace cet
{

static bool is_decision(const graph_node &node)
{
    switch (node.kind) {
    case NODE_IF:
    case NODE_WHILE:
    case NODE_DO:
    case NODE_FOR:
    case NODE_CASE:
    case NODE_CONDITIONAL:
        return true;
    default:
        return graph_is_logical(&node);
    }
}

static bool is_structure(const graph_node &node)
{
    return graph_nests(&node) && node.kind != NODE_CONDITIONAL;
}

static uint32_t child(const function_graph &graph, const graph_node &node, uint32_t n)
{
    return n < node.child_count ? graph.children[node.first_child + n] : NO_ID;
}

/* A structure that is written where the function stands: its own word, or at least the statement inside of it. What a
 * macro hides the reader does not see; what stands in a loop that a macro opens he does. */
static bool is_written(const function_graph &graph, const graph_node &node)
{
    if (!(node.flags & NODE_FLAG_MACRO_BODY))
        return true;
    uint32_t body = child(graph, node, node.kind == NODE_FOR ? 3 : node.kind == NODE_DO ? 0 : 1);
    return body != NO_ID && graph.nodes[body].kind != NODE_EMPTY && !(graph.nodes[body].flags & NODE_FLAG_MACRO_BODY);
}

static bool is_statement(const function_graph &graph, const graph_node &node)
{
    if (node.kind >= NODE_COMPOUND)
        return node.kind != NODE_COMPOUND && node.kind != NODE_CASE && node.kind != NODE_DEFAULT &&
               node.kind != NODE_LABEL && node.kind != NODE_EMPTY && node.kind != NODE_ARRAY_SIZE;
    const graph_node &parent = graph.nodes[node.parent];
    switch (parent.kind) {
    case NODE_COMPOUND:
    case NODE_DEFAULT:
    case NODE_LABEL:
        return true;
    case NODE_CASE: /* behind its labels */
        return child(graph, parent, parent.child_count - 1) == static_cast<uint32_t>(&node - graph.nodes);
    case NODE_IF:
    case NODE_WHILE:
    case NODE_SWITCH:
        return child(graph, parent, 0) != static_cast<uint32_t>(&node - graph.nodes);
    case NODE_DO:
        return child(graph, parent, 0) == static_cast<uint32_t>(&node - graph.nodes);
    case NODE_FOR:
        return child(graph, parent, 3) == static_cast<uint32_t>(&node - graph.nodes);
    default:
        return false;
    }
}

/* Where the structures end that the walk is inside of. */
struct open_structures {
    std::vector<uint32_t> ends;

    uint32_t depth_at(uint32_t node)
    {
        while (!ends.empty() && ends.back() <= node)
            ends.pop_back();
        return static_cast<uint32_t>(ends.size());
    }
};

fact_metrics measure_function(const fact_function &function, uint32_t own_id)
{
    const function_graph &graph = function.graph;
    fact_metrics metrics = {};
    metrics.lines = function.range.line != 0 ? function.range.end_line - function.range.line + 1 : 0;
    metrics.params = function.param_count;
    metrics.cyclomatic = 1;
    bool calls_itself = false;
    open_structures read;    /* as cognitive complexity counts depth */
    open_structures written; /* control structures only */
    for (uint32_t i = 0; i < graph.node_count; i++) {
        const graph_node &node = graph.nodes[i];
        metrics.statements += is_statement(graph, node);
        metrics.cyclomatic += is_decision(node);
        metrics.cognitive += cognitive_weight(&graph, i, read.depth_at(i));
        uint32_t depth = written.depth_at(i);
        calls_itself |= node.kind == NODE_CALL && node.symbol == own_id;
        if (graph_nests(&node) && !graph_is_else_if(&graph, i) && !(node.flags & NODE_FLAG_MACRO_BODY))
            read.ends.push_back(node.subtree_end);
        if (is_structure(node) && !graph_is_else_if(&graph, i) && is_written(graph, node)) {
            written.ends.push_back(node.subtree_end);
            metrics.nesting = std::max(metrics.nesting, depth + 1);
        }
    }
    metrics.cognitive += calls_itself;
    return metrics;
}

} // namespace cet
