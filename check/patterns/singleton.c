/* A function that returns one variable of static storage, and makes what it points to when nothing is there yet. */
#include "search.h"
#include "types.h"

/* A GLOBAL, or a LOCAL of static storage. */
static bool is_static_place(const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = node < graph->node_count ? &graph->nodes[node] : NULL;
    return n && (n->kind == NODE_GLOBAL ||
                 (n->kind == NODE_LOCAL && n->symbol < graph->local_count && graph->locals[n->symbol].is_static));
}

static bool is_same(const struct function_graph *graph, uint32_t a, uint32_t b)
{
    return a < graph->node_count && b < graph->node_count && graph->nodes[a].kind == graph->nodes[b].kind &&
           graph->nodes[a].symbol == graph->nodes[b].symbol;
}

/* The node of a place that a RETURN gives out; NO_ID: none. */
static uint32_t returned_place(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    uint32_t value = graph->nodes[node].kind == NODE_RETURN && graph->nodes[node].child_count
                         ? graph_skip_casts(graph, graph_child(graph, node, 0))
                         : NO_ID;
    return is_static_place(graph, value) && is_pointer_type(facts, graph->nodes[value].type) ? value : NO_ID;
}

/* An IF that asks for the place, with an assignment to it below. */
static bool is_made_when_missing(const struct function_graph *graph, uint32_t node, uint32_t place)
{
    if (graph->nodes[node].kind != NODE_IF)
        return false;
    uint32_t condition = graph_child(graph, node, 0);
    bool asks = false;
    for (uint32_t i = condition; i < graph->nodes[condition].subtree_end; i++)
        asks |= is_same(graph, i, place);
    for (uint32_t i = graph->nodes[condition].subtree_end; asks && i < graph->nodes[node].subtree_end; i++)
        if (graph->nodes[i].kind == NODE_ASSIGN && is_same(graph, graph_child(graph, i, 0), place))
            return true;
    return false;
}

static void look_at_function(struct pattern_search *search, uint32_t f)
{
    const struct facts *facts = search->facts;
    const struct function_graph *graph = &facts->functions[f].graph;
    uint32_t place = NO_ID, made = NO_ID;
    for (uint32_t i = 0; i < graph->node_count && place == NO_ID; i++)
        place = returned_place(facts, graph, i);
    for (uint32_t i = 0; place != NO_ID && i < graph->node_count && made == NO_ID; i++)
        if (is_made_when_missing(graph, i, place))
            made = i;
    if (made == NO_ID)
        return;
    uint32_t symbol = graph->nodes[place].symbol;
    bool is_global = graph->nodes[place].kind == NODE_GLOBAL;
    struct source_place at = is_global ? (struct source_place){0} : graph->locals[symbol].place;
    draft_begin(search, PATTERN_singleton, is_global ? facts->globals[symbol].name : graph->locals[symbol].name,
                is_global ? facts->globals[symbol].range
                          : (struct source_range){at.file, at.line, at.column, at.line, at.column});
    draft_part(search, "made and handed out by", facts->functions[f].name, graph->nodes[made].range);
    draft_end(search, "'%s' returns it, and makes it when it is not there yet", facts->functions[f].name);
}

void find_singleton(struct pattern_search *search)
{
    for (uint32_t i = 0; i < search->facts->function_count; i++)
        if (is_users_function(search->facts, i))
            look_at_function(search, i);
}
