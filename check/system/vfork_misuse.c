/* vfork's child borrows its parent's memory and stack until it calls exec or _exit: whatever else it does, it does to
 * the parent. */
#include <string.h>

#include "expressions.h"
#include "pass.h"
#include "storage.h"

struct child {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    uint32_t call;  /* of vfork */
    uint32_t place; /* that its result is put in, NO_ID: none */
};

static bool is_vfork(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    const struct fact_function *callee = called_function(facts, graph, node);
    return callee && !callee->is_defined && !strcmp(callee->name, "vfork");
}

static bool is_allowed(const char *name)
{
    return !strncmp(name, "exec", 4) || !strcmp(name, "fexecve") || !strcmp(name, "_exit") || !strcmp(name, "_Exit");
}

/* Whether the expression is vfork's result, also as it is assigned. */
static bool is_result(const struct child *child, uint32_t node)
{
    node = graph_skip_casts(child->graph, node);
    if (node == NO_ID)
        return false;
    if (child->graph->nodes[node].kind == NODE_ASSIGN)
        return graph_skip_casts(child->graph, graph_child(child->graph, node, 1)) == child->call;
    return node == child->call || (child->place != NO_ID && is_same_place(child->graph, node, child->place));
}

enum side { SIDE_NONE, SIDE_CHILD, SIDE_PARENT };

/* Who takes the branch on which the condition holds. */
static enum side side_of(const struct child *child, uint32_t condition)
{
    const struct function_graph *graph = child->graph;
    condition = graph_skip_casts(graph, condition);
    if (condition == NO_ID)
        return SIDE_NONE;
    const struct graph_node *n = &graph->nodes[condition];
    if (n->kind == NODE_UNARY && n->op == OP_NOT)
        return is_result(child, graph_child(graph, condition, 0)) ? SIDE_CHILD : SIDE_NONE;
    if (is_result(child, condition))
        return SIDE_PARENT;
    if (n->kind != NODE_BINARY)
        return SIDE_NONE;
    uint32_t left = graph_child(graph, condition, 0), right = graph_child(graph, condition, 1);
    int64_t zero;
    bool is_left = is_result(child, left) && constant_value(graph, right, &zero) && zero == 0;
    bool is_right = is_result(child, right) && constant_value(graph, left, &zero) && zero == 0;
    if (!is_left && !is_right)
        return SIDE_NONE;
    if (n->op == OP_EQ)
        return SIDE_CHILD;
    return n->op == OP_NE || n->op == (is_left ? OP_GT : OP_LT) ? SIDE_PARENT : SIDE_NONE;
}

static bool report(const struct child *child, uint32_t node, const char *what, const char *name)
{
    struct check_place place = {.function = child->function, .range = child->graph->nodes[node].range};
    place.note = (struct check_note){child->graph->nodes[child->call].range, "vfork is called here"};
    check_report(child->pass, &place, "vfork's child may only call exec or _exit; here it %s%s in its parent's memory",
                 what, name);
    return true;
}

/* The first thing between two nodes that the child must not do; true when there was one. */
static bool look_at_deeds(const struct child *child, uint32_t from, uint32_t to)
{
    const struct function_graph *graph = child->graph;
    for (uint32_t i = from; i < to && i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (n->flags & NODE_FLAG_UNEVALUATED || i == child->call)
            continue;
        const struct fact_function *callee = called_function(child->pass->facts, graph, i);
        if (n->kind == NODE_RETURN)
            return report(child, i, "returns", "");
        if (n->kind == NODE_ASSIGN && !is_result(child, graph_child(graph, i, 0)))
            return report(
                child, i, "assigns ",
                place_text(child->pass->facts, child->function, graph_child(graph, i, 0), child->pass->arena));
        if (n->kind == NODE_CALL && !callee)
            return report(child, i, "calls a function", "");
        if (n->kind == NODE_CALL && !is_allowed(callee->name))
            return report(child, i, "calls ", callee->name);
    }
    return false;
}

/* The statements behind one, up to the end of its block. */
static void look_behind(const struct child *child, uint32_t statement)
{
    uint32_t parent = child->graph->nodes[statement].parent;
    if (parent != NO_ID && child->graph->nodes[parent].kind == NODE_COMPOUND)
        look_at_deeds(child, child->graph->nodes[statement].subtree_end, child->graph->nodes[parent].subtree_end);
}

static bool always_leaves(const struct function_graph *graph, uint32_t branch)
{
    for (uint32_t i = branch; branch != NO_ID && i < graph->nodes[branch].subtree_end; i++)
        if (graph->nodes[i].kind == NODE_RETURN)
            return true;
    return false;
}

static void look_at_if(const struct child *child, uint32_t node)
{
    const struct function_graph *graph = child->graph;
    enum side side = side_of(child, graph_child(graph, node, 0));
    uint32_t then = graph_child(graph, node, 1), other = graph_child(graph, node, 2);
    uint32_t branch = side == SIDE_CHILD ? then : side == SIDE_PARENT ? other : NO_ID;
    if (branch != NO_ID)
        look_at_deeds(child, branch, graph->nodes[branch].subtree_end);
    else if (side == SIDE_PARENT && always_leaves(graph, then))
        look_behind(child, node);
}

/* case 0: what stands there, and behind it up to a break or the next label. */
static void look_at_case(const struct child *child, uint32_t node)
{
    const struct function_graph *graph = child->graph;
    uint32_t parent = graph->nodes[node].parent;
    uint32_t outer = parent == NO_ID ? NO_ID : graph->nodes[parent].parent;
    if (outer == NO_ID || graph->nodes[outer].kind != NODE_SWITCH || graph->nodes[node].value != 0 ||
        !is_result(child, graph_child(graph, outer, 0)))
        return;
    uint32_t end = graph->nodes[node].subtree_end;
    while (end < graph->nodes[parent].subtree_end && graph->nodes[end].kind != NODE_CASE &&
           graph->nodes[end].kind != NODE_DEFAULT && graph->nodes[end].kind != NODE_BREAK)
        end = graph->nodes[end].subtree_end > end ? graph->nodes[end].subtree_end : end + 1;
    look_at_deeds(child, node, end);
}

/* The variable that gets the result. */
static uint32_t place_of_result(const struct function_graph *graph, uint32_t call)
{
    uint32_t parent = graph->nodes[call].parent;
    while (parent != NO_ID && graph->nodes[parent].kind == NODE_CAST)
        parent = graph->nodes[parent].parent;
    if (parent == NO_ID)
        return NO_ID;
    if (graph->nodes[parent].kind == NODE_DECLARE)
        return parent;
    return graph->nodes[parent].kind == NODE_ASSIGN ? graph_child(graph, parent, 0) : NO_ID;
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_CALL || !is_vfork(pass->facts, graph, i))
            continue;
        struct child child = {pass, function, graph, i, place_of_result(graph, i)};
        for (uint32_t j = 0; j < graph->node_count; j++)
            if (graph->nodes[j].kind == NODE_IF)
                look_at_if(&child, j);
            else if (graph->nodes[j].kind == NODE_CASE)
                look_at_case(&child, j);
        return;
    }
}

void check_vfork_misuse(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
