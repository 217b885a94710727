/* memset(p, size, 0): nothing is written, since value and size stand in each other's place. */
#include <string.h>

#include "expressions.h"
#include "libc.h"
#include "pass.h"
#include "storage.h"

static bool holds_sizeof(const struct function_graph *graph, uint32_t node)
{
    for (uint32_t i = node; i < graph->nodes[node].subtree_end && i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_SIZEOF)
            return true;
    return false;
}

/* A 0 that stands there as a number: one that a macro or a computation brings may be more elsewhere. */
static bool is_written_zero(const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[graph_skip_casts(graph, node)];
    return n->kind == NODE_INT_LITERAL && n->value == 0 && !(n->flags & NODE_FLAG_MACRO_BODY);
}

static void look_at_call(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    const struct libc_function *libc = libc_find(called_function(pass->facts, graph, call));
    uint32_t value = graph_child(graph, call, 2), size = graph_child(graph, call, 3);
    if (!libc || strcmp(libc->name, "memset") != 0 || size == NO_ID)
        return;
    struct check_place place = {.function = function, .range = graph->nodes[call].range};
    const char *name = place_text(pass->facts, function, graph_child(graph, call, 1), pass->arena);
    int64_t constant = 0, number = 0;
    bool is_constant = constant_value(graph, size, &constant);
    if (holds_sizeof(graph, value) && !holds_sizeof(graph, size) && is_constant)
        check_report(pass, &place, "value and size of memset are swapped: '%s' is filled with a size", name);
    else if (is_written_zero(graph, size) && constant_value(graph, value, &number) && number == 0)
        check_report(pass, &place, "memset of 0 bytes does nothing to '%s'; the size comes last", name);
    else if (is_written_zero(graph, size))
        check_report(pass, &place, "memset writes 0 bytes to '%s'; value and size are swapped", name);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (function->graph.nodes[i].kind == NODE_CALL)
            look_at_call(pass, function, i);
}

void check_memset_swapped(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
