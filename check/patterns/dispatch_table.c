/* A call through an element of a global array of functions, or of records that hold one: `run[i](x)`,
 * `commands[i].run(x)`. */
#include "search.h"

/* The global array that the callee is an element of, or a field of an element; NO_ID: something else. */
static uint32_t table_called(const struct facts *facts, const struct function_graph *graph, uint32_t call)
{
    uint32_t node = graph_skip_casts(graph, graph_child(graph, call, 0));
    while (node < graph->node_count && ((graph->nodes[node].kind == NODE_UNARY && graph->nodes[node].op == OP_DEREF) ||
                                        (graph->nodes[node].kind == NODE_MEMBER && graph->nodes[node].op == OP_DOT)))
        node = graph_skip_casts(graph, graph_child(graph, node, 0));
    if (node >= graph->node_count || graph->nodes[node].kind != NODE_SUBSCRIPT)
        return NO_ID;
    uint32_t base = graph_skip_casts(graph, graph_child(graph, node, 0));
    uint32_t index = graph_skip_casts(graph, graph_child(graph, node, 1));
    bool is_chosen = index < graph->node_count && !(graph->nodes[index].flags & NODE_FLAG_HAS_VALUE) &&
                     graph->nodes[index].kind != NODE_INT_LITERAL;
    if (!is_chosen || base >= graph->node_count || graph->nodes[base].kind != NODE_GLOBAL ||
        graph->nodes[base].symbol >= facts->global_count)
        return NO_ID;
    uint32_t type = facts_resolve_type(facts, facts->globals[graph->nodes[base].symbol].type);
    return type < facts->type_count && facts->types[type].kind == TYPE_ARRAY ? graph->nodes[base].symbol : NO_ID;
}

static void look_at_global(struct pattern_search *search, uint32_t global)
{
    const struct facts *facts = search->facts;
    const struct fact_global *table = &facts->globals[global];
    uint64_t entries = facts->types[facts_resolve_type(facts, table->type)].count;
    draft_begin(search, PATTERN_dispatch_table, table->name, table->range);
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; is_users_function(facts, f) && i < graph->node_count; i++)
            if (graph->nodes[i].kind == NODE_CALL && table_called(facts, graph, i) == global)
                draft_part(search, "chosen and called by", facts->functions[f].name, graph->nodes[i].range);
    }
    uint32_t places = draft_count(search, "chosen and called by");
    draft_end(search, "%llu entries; a function of it is chosen by an index and called in %u place%s",
              (unsigned long long)entries, places, places == 1 ? "" : "s");
}

void find_dispatch_table(struct pattern_search *search)
{
    const struct facts *facts = search->facts;
    bool *is_called = arena_array(&search->arena, (size_t)facts->global_count + 1, sizeof *is_called);
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; is_users_function(facts, f) && i < graph->node_count; i++) {
            uint32_t global = graph->nodes[i].kind == NODE_CALL ? table_called(facts, graph, i) : NO_ID;
            if (global != NO_ID)
                is_called[global] = true;
        }
    }
    for (uint32_t i = 0; i < facts->global_count; i++)
        if (is_called[i])
            look_at_global(search, i);
}
