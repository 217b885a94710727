#include "lower_body.h"

namespace cet
{

/* An entry of the walk: a child to lower below `parent`, or, with `closes`, the end of that node's subtree. */
struct open_child {
    body_child child;
    uint32_t parent;
    bool closes;
};

static graph_node empty_node(uint32_t parent, uint32_t flags)
{
    graph_node node = {};
    node.kind = NODE_EMPTY;
    node.flags = flags;
    node.type = node.symbol = node.aux = node.macro = NO_ID;
    node.parent = parent;
    node.range = node.spelled = {NO_ID, 0, 0, 0, 0};
    node.op_place = {NO_ID, 0, 0};
    return node;
}

static void remember_wrappers(body_graph &graph, const clang::Stmt *outer, const clang::Stmt *inner, uint32_t node)
{
    graph.node_of.try_emplace(inner, node);
    if (outer != inner)
        graph.node_of.try_emplace(outer, node);
}

/* With a stack of its own: trees of generated code are deeper than the machine's stack. */
static void walk(lowering &low, const clang::FunctionDecl *definition, body_graph &graph, uint32_t function)
{
    node_lowering lower_one(low, definition, graph, function);
    std::vector<open_child> open;
    std::vector<body_child> children;
    open.push_back({{definition->getBody(), 0, nullptr, false}, NO_ID, false});
    while (!open.empty()) {
        open_child next = open.back();
        open.pop_back();
        if (next.closes) {
            graph.nodes[next.parent].subtree_end = static_cast<uint32_t>(graph.nodes.size());
            continue;
        }
        uint32_t id = static_cast<uint32_t>(graph.nodes.size());
        clang::Stmt *outer = next.child.stmt;
        graph_node node = empty_node(next.parent, next.child.flags);
        if (outer != nullptr && !next.child.is_array_size)
            next.child.stmt = lower_one.unwrap(outer, node.flags);
        children.clear();
        lower_one.lower(next.child, node, children);
        if (next.child.variable != nullptr)
            graph.node_of.try_emplace(next.child.variable, id);
        else if (outer != nullptr && !next.child.is_array_size)
            remember_wrappers(graph, outer, next.child.stmt, id);
        graph.nodes.push_back(node);
        bool has_statement = next.child.variable == nullptr && !next.child.is_array_size;
        graph.node_to_stmt.push_back(has_statement ? next.child.stmt : nullptr);
        open.push_back({{}, id, true});
        for (size_t i = children.size(); i-- > 0;)
            open.push_back({children[i], id, false});
    }
}

/* A conversion that was not written is seen where its operand is. */
static void place_implicit_casts(body_graph &graph)
{
    for (size_t i = graph.nodes.size(); i-- > 0;) {
        graph_node &node = graph.nodes[i];
        if (node.kind != NODE_CAST || !(node.flags & NODE_FLAG_IMPLICIT) || node.subtree_end == i + 1)
            continue;
        const graph_node &operand = graph.nodes[i + 1];
        node.range = operand.range;
        node.spelled = operand.spelled;
        node.macro = operand.macro;
        node.flags |= operand.flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_MACRO_ARG | NODE_FLAG_SYSTEM);
    }
}

static void mark_ignored_calls(body_graph &graph)
{
    for (size_t i = 0; i + 1 < graph.nodes.size(); i++) {
        const graph_node &node = graph.nodes[i];
        if (node.kind == NODE_CAST && node.op == OP_TO_VOID && !(node.flags & NODE_FLAG_IMPLICIT) &&
            graph.nodes[i + 1].kind == NODE_CALL)
            graph.nodes[i + 1].flags |= NODE_FLAG_CAST_TO_VOID;
    }
}

void lower_body(lowering &low, const clang::FunctionDecl *definition, uint32_t function, body_graph &graph)
{
    graph.clear();
    walk(low, definition, graph, function);
    place_implicit_casts(graph);
    mark_ignored_calls(graph);
    evaluate_nodes(low, graph);
}

} // namespace cet
