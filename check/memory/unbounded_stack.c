/* A variable-length array, or alloca, of a size that nothing bounds: one large value and the stack is exceeded,
 * silently where no guard page is hit. */
#include <string.h>

#include "expression_name.h"
#include "expressions.h"
#include "ranges.h"

/* The local whose type the size belongs to: the declaration that follows. NO_ID for the sizes of a parameter's type. */
static uint32_t declared_local(const struct facts *facts, const struct function_graph *graph, uint32_t size)
{
    uint32_t next = graph->nodes[size].subtree_end;
    while (next < graph->node_count && graph->nodes[next].kind == NODE_ARRAY_SIZE)
        next = graph->nodes[next].subtree_end;
    if (next >= graph->node_count || graph->nodes[next].kind != NODE_DECLARE ||
        graph->nodes[next].symbol >= graph->local_count)
        return NO_ID;
    uint32_t type = facts_resolve_type(facts, graph->locals[graph->nodes[next].symbol].type);
    bool is_array = type < facts->type_count && facts->types[type].kind == TYPE_ARRAY;
    return is_array && facts->types[type].flags & TYPE_FLAG_VLA ? graph->nodes[next].symbol : NO_ID;
}

static int64_t element_bytes(const struct facts *facts, uint32_t array)
{
    uint32_t type = facts_resolve_type(facts, array);
    uint32_t target = type < facts->type_count ? facts_resolve_type(facts, facts->types[type].target) : NO_ID;
    uint64_t bytes = target < facts->type_count ? facts->types[target].size_bytes : 0;
    return bytes > 0 && bytes < UINT32_MAX ? (int64_t)bytes : 1;
}

/* Numbers of the system that are small whatever it is: MB_CUR_MAX, the size of a page. */
static bool is_small_number(const struct facts *facts, const struct function_graph *graph, uint32_t size)
{
    static const char *const names[] = {"__ctype_get_mb_cur_max", "___mb_cur_max_func", "getpagesize"};
    const struct fact_function *callee = NULL;
    for (uint32_t i = size; !callee && i < graph->nodes[size].subtree_end; i++)
        if (graph->nodes[i].kind == NODE_CALL)
            callee = called_function(facts, graph, i);
        else if (graph->nodes[i].kind == NODE_LOCAL || graph->nodes[i].kind == NODE_PARAM)
            return false;
    for (size_t i = 0; callee && callee->is_system && i < sizeof names / sizeof *names; i++)
        if (!strcmp(callee->name, names[i]))
            return true;
    return false;
}

/* What the program's own function computes may have its bound there. */
static bool is_own_result(const struct facts *facts, const struct function_graph *graph, uint32_t variable)
{
    uint32_t value = variable;
    for (uint32_t i = 0; value == variable && i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        bool is_assignment = n->kind == NODE_ASSIGN && is_same_place(graph, graph_child(graph, i, 0), variable);
        if (is_assignment || (n->kind == NODE_DECLARE && n->child_count && is_same_place(graph, i, variable)))
            value = graph_skip_casts(graph, graph_child(graph, i, is_assignment));
    }
    const struct fact_function *callee = value < graph->node_count ? called_function(facts, graph, value) : NULL;
    return callee && !callee->is_system && !callee->is_builtin;
}

static bool is_unbounded(struct check_pass *pass, const struct fact_function *function, uint32_t size, int64_t bytes,
                         struct range *ret_range)
{
    int64_t constant;
    const struct function_graph *graph = &function->graph;
    uint32_t variable = graph_skip_casts(graph, size);
    if (variable >= graph->node_count || constant_value(graph, size, &constant) ||
        is_own_result(pass->facts, graph, variable) || is_small_number(pass->facts, graph, size))
        return false;
    uint32_t type = graph->nodes[variable].type;
    if (graph->nodes[variable].kind == NODE_GLOBAL && type < pass->facts->type_count &&
        pass->facts->types[type].flags & TYPE_FLAG_CONST)
        return false;
    return range_at(ranges_of(pass, function), size, ret_range) && !(ret_range->flags & RANGE_BOUNDED_ABOVE) &&
           ret_range->high > (int64_t)pass->thresholds->stack_bytes / bytes;
}

static void look_at_array(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t size = graph_child(graph, node, 0), local = declared_local(pass->facts, graph, node);
    struct range range;
    if (size == NO_ID || local == NO_ID ||
        !is_unbounded(pass, function, size, element_bytes(pass->facts, graph->locals[local].type), &range))
        return;
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[size].range},
                 "the array '%s' on the stack is as large as %s, which nothing bounds; test it first, or allocate",
                 graph->locals[local].name, expression_name(pass->facts, function, size, pass->arena));
}

static bool is_alloca(const struct fact_function *callee)
{
    return callee && !callee->is_defined &&
           (!strcmp(callee->name, "alloca") || !strcmp(callee->name, "__builtin_alloca"));
}

static void look_at_call(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    const struct fact_function *callee = called_function(pass->facts, graph, node);
    uint32_t size = graph_child(graph, node, 1);
    struct range range;
    if (!is_alloca(callee) || size == NO_ID || !is_unbounded(pass, function, size, 1, &range))
        return;
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[node].range},
                 "'alloca' takes as much of the stack as %s says, which nothing bounds; test it first, or allocate",
                 expression_name(pass->facts, function, size, pass->arena));
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++) {
        const struct graph_node *node = &function->graph.nodes[i];
        if (node->kind == NODE_ARRAY_SIZE)
            look_at_array(pass, function, i);
        else if (node->kind == NODE_CALL)
            look_at_call(pass, function, i);
    }
}

void check_unbounded_stack(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
