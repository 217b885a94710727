#include "expression_name.h"

#include "expressions.h"

const char *field_name(const struct facts *facts, const struct function_graph *graph, uint32_t member)
{
    uint32_t base = graph_child(graph, member, 0);
    uint32_t type = base < graph->node_count ? facts_resolve_type(facts, graph->nodes[base].type) : NO_ID;
    if (type < facts->type_count && facts->types[type].kind == TYPE_POINTER)
        type = facts_resolve_type(facts, facts->types[type].target);
    uint32_t field = graph->nodes[member].symbol;
    return type < facts->type_count && field < facts->types[type].field_count ? facts->types[type].fields[field].name
                                                                              : NULL;
}

static const char *short_name(const struct facts *facts, const struct fact_function *function, uint32_t node)
{
    const struct graph_node *n = &function->graph.nodes[node];
    if (n->kind == NODE_LOCAL && n->symbol < function->graph.local_count)
        return function->graph.locals[n->symbol].name;
    if (n->kind == NODE_PARAM && n->symbol < function->param_count)
        return function->params[n->symbol].name;
    if (n->kind == NODE_GLOBAL && n->symbol < facts->global_count)
        return facts->globals[n->symbol].name;
    return NULL;
}

const char *expression_name(const struct facts *facts, const struct fact_function *function, uint32_t node,
                            struct arena *arena)
{
    const struct function_graph *graph = &function->graph;
    node = graph_skip_casts(graph, node);
    if (node < graph->node_count && graph->nodes[node].kind == NODE_UNARY && graph->nodes[node].op >= OP_PRE_INC &&
        graph->nodes[node].op <= OP_POST_DEC)
        node = graph_child(graph, node, 0);
    if (node >= graph->node_count)
        return "the value";
    const char *name = short_name(facts, function, node);
    if (!name && graph->nodes[node].kind == NODE_MEMBER) {
        uint32_t base = graph_skip_implicit(graph, graph_child(graph, node, 0));
        const char *variable = base < graph->node_count ? short_name(facts, function, base) : NULL;
        const char *field = field_name(facts, graph, node);
        if (!field || !*field)
            return "the value";
        if (!variable)
            return arena_printf(arena, "'%s'", field);
        return arena_printf(arena, "'%s%s%s'", variable, graph->nodes[node].op == OP_ARROW ? "->" : ".", field);
    }
    const struct fact_function *callee = called_function(facts, graph, node);
    if (!name && callee)
        return arena_printf(arena, "the result of '%s'", callee->name);
    return name && *name ? arena_printf(arena, "'%s'", name) : "the value";
}
