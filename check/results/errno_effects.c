#include "errno_effects.h"

#include <stddef.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"

bool is_errno_location(const struct fact_function *function)
{
    return function && (!strcmp(function->name, "__errno_location") || !strcmp(function->name, "__errno") ||
                        !strcmp(function->name, "__error"));
}

bool is_errno_access(const struct facts *facts, const struct function_graph *graph, uint32_t node, bool *ret_is_write)
{
    if (graph->nodes[node].kind != NODE_UNARY || graph->nodes[node].op != OP_DEREF)
        return false;
    uint32_t call = graph_skip_casts(graph, graph_child(graph, node, 0));
    if (call == NO_ID || graph->nodes[call].kind != NODE_CALL ||
        !is_errno_location(called_function(facts, graph, call)))
        return false;
    uint32_t parent = graph->nodes[node].parent;
    *ret_is_write = parent != NO_ID && graph->nodes[parent].kind == NODE_ASSIGN && graph->nodes[parent].op == OP_NONE &&
                    graph_child(graph, parent, 0) == node;
    return true;
}

static enum errno_effect effect_of_call(const struct facts *facts, const enum errno_effect *effects,
                                        const struct function_graph *graph, uint32_t call)
{
    const struct fact_function *callee = called_function(facts, graph, call);
    const struct libc_function *libc = libc_find(callee);
    if (libc)
        return libc->flags & LIBC_ERRNO ? ERRNO_MAY_CHANGE : ERRNO_KEPT;
    if (!callee)
        return ERRNO_UNKNOWN;
    return is_errno_location(callee) ? ERRNO_KEPT : effects[graph->nodes[call].symbol];
}

static enum errno_effect effect_of_body(const struct facts *facts, const enum errno_effect *effects,
                                        const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    enum errno_effect effect = ERRNO_KEPT;
    bool is_write, may_change = false;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].flags & NODE_FLAG_UNEVALUATED)
            continue;
        if (is_errno_access(facts, graph, i, &is_write) && is_write)
            return ERRNO_MANAGED;
        if (graph->nodes[i].kind != NODE_CALL)
            continue;
        enum errno_effect called = effect_of_call(facts, effects, graph, i);
        if (called == ERRNO_MANAGED)
            return ERRNO_MANAGED;
        may_change |= called == ERRNO_MAY_CHANGE;
        if (called == ERRNO_UNKNOWN)
            effect = ERRNO_UNKNOWN;
    }
    return may_change ? ERRNO_MAY_CHANGE : effect;
}

enum errno_effect *errno_effects_of_program(const struct facts *facts)
{
    enum errno_effect *effects = memory_new((size_t)facts->function_count + 1, sizeof *effects);
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (facts->functions[i].is_defined)
            effects[i] = ERRNO_KEPT;
    /* What a function calls can only add to its effect, so this settles after as many rounds as calls are deep. */
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        for (uint32_t i = 0; i < facts->function_count; i++) {
            if (!facts->functions[i].is_defined || effects[i] == ERRNO_MANAGED)
                continue;
            enum errno_effect effect = effect_of_body(facts, effects, &facts->functions[i]);
            has_changed |= effect != effects[i];
            effects[i] = effect;
        }
    }
    return effects;
}
