/* A function that moves a field of the record it is given on, and that loops call as their condition. */
#include "cet/model/function_uses.h"
#include "search.h"

/* Reads and writes a field behind the parameter: `it->index++`, `it->node = it->node->next`. */
static bool moves_on(const struct function_graph *graph, uint32_t param)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        uint32_t base = n->kind == NODE_MEMBER ? graph_skip_casts(graph, graph_child(graph, i, 0)) : NO_ID;
        if (base >= graph->node_count || graph->nodes[base].kind != NODE_PARAM || graph->nodes[base].symbol != param)
            continue;
        uint32_t flags = storage_flags_find(graph, i);
        if ((flags & (STORAGE_READ | STORAGE_WRITTEN)) == (STORAGE_READ | STORAGE_WRITTEN))
            return true;
        uint32_t user = n->parent;
        if (!(flags & STORAGE_WRITTEN) || user == NO_ID || graph->nodes[user].kind != NODE_ASSIGN)
            continue;
        for (uint32_t k = graph_child(graph, user, 1); k < graph->nodes[user].subtree_end; k++)
            if (graph->nodes[k].kind == NODE_MEMBER && graph->nodes[k].symbol == n->symbol)
                return true;
    }
    return false;
}

/* Part of a loop's condition, not of its body. */
static bool is_loop_condition(const struct function_graph *graph, uint32_t node)
{
    for (uint32_t child = node, parent = graph->nodes[node].parent; parent != NO_ID;
         child = parent, parent = graph->nodes[parent].parent) {
        uint16_t kind = graph->nodes[parent].kind;
        if (kind == NODE_WHILE)
            return graph_child(graph, parent, 0) == child;
        if (kind == NODE_FOR || kind == NODE_DO)
            return graph_child(graph, parent, 1) == child;
        if (kind >= NODE_COMPOUND)
            return false;
    }
    return false;
}

/* The caller's own record: `&cursor`, or a local that points to one. */
static bool is_local_object(const struct function_graph *graph, uint32_t node)
{
    node = graph_skip_casts(graph, node);
    if (node < graph->node_count && graph->nodes[node].kind == NODE_UNARY && graph->nodes[node].op == OP_ADDRESS)
        node = graph_skip_casts(graph, graph_child(graph, node, 0));
    return node < graph->node_count && graph->nodes[node].kind == NODE_LOCAL;
}

static void look_at_function(struct pattern_search *search, uint32_t f)
{
    const struct facts *facts = search->facts;
    const struct call_graph *calls = &search->calls;
    const struct fact_function *function = &facts->functions[f];
    uint32_t record = function->param_count ? record_behind(search, function->params[0].type) : NO_ID;
    uint32_t result = facts_resolve_type(facts, function->result_type);
    if (record == NO_ID || result >= facts->type_count || facts->types[result].kind == TYPE_VOID ||
        facts->types[record].flags & TYPE_FLAG_SYSTEM || !moves_on(&function->graph, 0))
        return;
    draft_begin(search, PATTERN_iterator, record_name(search, record), function->range);
    draft_function(search, "moved on by", f);
    for (uint32_t i = calls->first_of_callee[f]; i < calls->first_of_callee[f + 1]; i++) {
        const struct call_site *site = &calls->sites[calls->by_callee[i]];
        const struct fact_function *caller = &facts->functions[site->caller];
        uint32_t argument = graph_child(&caller->graph, site->node, 1);
        if (argument != NO_ID && is_loop_condition(&caller->graph, site->node) &&
            is_local_object(&caller->graph, argument))
            draft_part(search, "loop", caller->name, caller->graph.nodes[site->node].range);
    }
    if (draft_count(search, "loop"))
        draft_end(search, "'%s' moves a field of it on, and %u loop%s on as long as it says so", function->name,
                  draft_count(search, "loop"), draft_count(search, "loop") == 1 ? " goes" : "s go");
}

void find_iterator(struct pattern_search *search)
{
    for (uint32_t i = 0; i < search->facts->function_count; i++)
        if (is_users_function(search->facts, i))
            look_at_function(search, i);
}
