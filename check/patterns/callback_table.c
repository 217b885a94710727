/* A record of functions that somebody fills and somebody calls through. */

#include "search.h"

#define LEAST_FUNCTIONS 2

static uint32_t count_functions(const struct pattern_search *search, uint32_t record)
{
    const struct fact_type *type = &search->facts->types[record];
    uint32_t count = 0;
    for (uint32_t i = 0; i < type->field_count; i++)
        count += is_function_pointer(search->facts, type->fields[i].type);
    return count;
}

/* The functions are what it is there for: most of its fields are. */
static bool is_table(const struct pattern_search *search, uint32_t record)
{
    const struct fact_type *type = &search->facts->types[record];
    uint32_t functions = count_functions(search, record);
    return functions >= LEAST_FUNCTIONS && functions * 2 >= type->field_count && !(type->flags & TYPE_FLAG_SYSTEM) &&
           type->kind == TYPE_STRUCT;
}

static uint32_t called_member(const struct function_graph *graph, uint32_t call)
{
    uint32_t callee = graph_skip_casts(graph, graph_child(graph, call, 0));
    while (callee < graph->node_count && graph->nodes[callee].kind == NODE_UNARY && graph->nodes[callee].op == OP_DEREF)
        callee = graph_skip_casts(graph, graph_child(graph, callee, 0));
    return callee < graph->node_count && graph->nodes[callee].kind == NODE_MEMBER ? callee : NO_ID;
}

/* What a body does with the table: calls through it, or puts a function into it. */
static void look_at_node(struct pattern_search *search, uint32_t function, uint32_t node, uint32_t record)
{
    const struct function_graph *graph = &search->facts->functions[function].graph;
    const struct graph_node *n = &graph->nodes[node];
    uint32_t member = NO_ID;
    if (n->kind == NODE_CALL && (member = called_member(graph, node)) != NO_ID &&
        record_of_member(search, graph, member) == record)
        draft_function(search, "called through by", function);
    if (n->kind == NODE_INIT_LIST && record_of(search, n->type) == record)
        for (uint32_t i = 0; i < n->child_count; i++) {
            uint32_t value = graph_skip_casts(graph, graph_child(graph, node, i));
            if (value < graph->node_count && graph->nodes[value].kind == NODE_FUNCTION) {
                draft_function(search, "filled by", function);
                break;
            }
        }
    if (n->kind != NODE_ASSIGN)
        return;
    uint32_t left = graph_child(graph, node, 0), right = graph_skip_casts(graph, graph_child(graph, node, 1));
    if (graph->nodes[left].kind == NODE_MEMBER && record_of_member(search, graph, left) == record &&
        right < graph->node_count && graph->nodes[right].kind == NODE_FUNCTION)
        draft_function(search, "filled by", function);
}

static void look_at_globals(struct pattern_search *search, uint32_t record)
{
    const struct facts *facts = search->facts;
    for (uint32_t i = 0; i < facts->global_count; i++) {
        const struct fact_global *global = &facts->globals[i];
        uint32_t type = facts_resolve_type(facts, global->type);
        if (type < facts->type_count && facts->types[type].kind == TYPE_ARRAY)
            type = facts->types[type].target;
        if (global->has_initialiser && record_of(search, type) == record)
            draft_part(search, "filled as", global->name, global->range);
    }
}

static void look_at_record(struct pattern_search *search, uint32_t record)
{
    const struct facts *facts = search->facts;
    const struct fact_type *type = &facts->types[record];
    const char *name = record_name(search, record);
    draft_begin(search, PATTERN_callback_table, name,
                (struct source_range){type->place.file, type->place.line, type->place.column, 0, 0});
    look_at_globals(search, record);
    for (uint32_t f = 0; f < facts->function_count; f++)
        for (uint32_t i = 0; is_users_function(facts, f) && i < facts->functions[f].graph.node_count; i++)
            look_at_node(search, f, i, record);
    uint32_t filled = draft_count(search, "filled as") + draft_count(search, "filled by");
    uint32_t callers = draft_count(search, "called through by");
    if (filled && callers && *name)
        draft_end(search, "%u of its %u fields point to functions; filled in %u places, called through by %u functions",
                  count_functions(search, record), type->field_count, filled, callers);
}

void find_callback_table(struct pattern_search *search)
{
    for (uint32_t i = 0; i < search->facts->type_count; i++)
        if (search->record_of_type[i] == i && is_table(search, i))
            look_at_record(search, i);
}
