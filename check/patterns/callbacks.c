/* A function that calls a parameter: in a loop it visits, else it calls back; with the caller's own data handed through
 * when a `void *` goes along. A record that keeps a function and its data side by side does the same later. */
#include "cet/core/memory.h"
#include "search.h"

static bool is_void_pointer(const struct facts *facts, uint32_t type)
{
    type = type < facts->type_count ? facts_resolve_type(facts, type) : NO_ID;
    if (type >= facts->type_count || facts->types[type].kind != TYPE_POINTER)
        return false;
    uint32_t target = facts_resolve_type(facts, facts->types[type].target);
    return target < facts->type_count && facts->types[target].kind == TYPE_VOID;
}

/* What is called, below casts and `*`. */
static uint32_t callee_of(const struct function_graph *graph, uint32_t call)
{
    uint32_t callee = graph_skip_casts(graph, graph_child(graph, call, 0));
    while (callee < graph->node_count && graph->nodes[callee].kind == NODE_UNARY && graph->nodes[callee].op == OP_DEREF)
        callee = graph_skip_casts(graph, graph_child(graph, callee, 0));
    return callee;
}

/* The parameter of type `void *` that a call hands on; NO_ID: none. */
static uint32_t data_param(const struct facts *facts, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 1; i < graph->nodes[call].child_count; i++) {
        uint32_t argument = graph_skip_casts(graph, graph_child(graph, call, i));
        if (argument < graph->node_count && graph->nodes[argument].kind == NODE_PARAM &&
            graph->nodes[argument].symbol < function->param_count &&
            is_void_pointer(facts, function->params[graph->nodes[argument].symbol].type))
            return graph->nodes[argument].symbol;
    }
    return NO_ID;
}

static void add_callers(struct pattern_search *search, uint32_t function)
{
    const struct call_graph *calls = &search->calls;
    for (uint32_t i = calls->first_of_callee[function]; i < calls->first_of_callee[function + 1]; i++) {
        const struct call_site *site = &calls->sites[calls->by_callee[i]];
        const struct fact_function *caller = &search->facts->functions[site->caller];
        draft_part(search, "called by", caller->name, caller->graph.nodes[site->node].range);
    }
}

/* The first call of a parameter that is of the wanted kind, told once for each function. */
static void look_at_function(struct pattern_search *search, uint32_t f, bool wants_loop)
{
    const struct facts *facts = search->facts;
    const struct fact_function *function = &facts->functions[f];
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_CALL)
            continue;
        uint32_t callee = callee_of(graph, i);
        if (callee >= graph->node_count || graph->nodes[callee].kind != NODE_PARAM ||
            graph->nodes[callee].symbol >= function->param_count)
            continue;
        uint32_t data = data_param(facts, function, i);
        bool is_visit = is_in_loop(graph, i, NULL);
        if (is_visit != wants_loop || (!is_visit && data == NO_ID))
            continue;
        const char *name = function->params[graph->nodes[callee].symbol].name;
        draft_begin(search, is_visit ? PATTERN_visitor : PATTERN_callback, function->name, function->range);
        draft_part(search, "calls", name, graph->nodes[i].range);
        add_callers(search, f);
        if (data == NO_ID)
            draft_end(search, "it calls its parameter '%s' in a loop", name);
        else
            draft_end(search, "it calls its parameter '%s'%s, and hands it the caller's own '%s'", name,
                      is_visit ? " in a loop" : "", function->params[data].name);
        return;
    }
}

/* `table->visit(table->context)`: both are fields of one record. */
static uint32_t data_field(const struct pattern_search *search, const struct function_graph *graph, uint32_t call,
                           uint32_t record)
{
    for (uint32_t i = 1; i < graph->nodes[call].child_count; i++) {
        uint32_t argument = graph_skip_casts(graph, graph_child(graph, call, i));
        if (argument < graph->node_count && graph->nodes[argument].kind == NODE_MEMBER &&
            record_of_member(search, graph, argument) == record &&
            is_void_pointer(search->facts, search->facts->types[record].fields[graph->nodes[argument].symbol].type))
            return graph->nodes[argument].symbol;
    }
    return NO_ID;
}

/* The field that a CALL calls, of the record, with data beside it; NO_ID: something else. */
static uint32_t kept_field(const struct pattern_search *search, const struct function_graph *graph, uint32_t call,
                           uint32_t *ret_record)
{
    uint32_t callee = graph->nodes[call].kind == NODE_CALL ? callee_of(graph, call) : NO_ID;
    bool is_member = callee < graph->node_count && graph->nodes[callee].kind == NODE_MEMBER;
    *ret_record = is_member ? record_of_member(search, graph, callee) : NO_ID;
    if (*ret_record == NO_ID || search->facts->types[*ret_record].flags & TYPE_FLAG_SYSTEM ||
        data_field(search, graph, call, *ret_record) == NO_ID)
        return NO_ID;
    return graph->nodes[callee].symbol;
}

static void tell_kept(struct pattern_search *search, uint32_t record)
{
    const struct facts *facts = search->facts;
    const struct fact_type *type = &facts->types[record];
    SCOPED(map_release) struct map fields = {0};
    uint32_t data = NO_ID, here;
    draft_begin(search, PATTERN_callback, record_name(search, record),
                (struct source_range){type->place.file, type->place.line, type->place.column, 0, 0});
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; is_users_function(facts, f) && i < graph->node_count; i++) {
            uint32_t field = kept_field(search, graph, i, &here);
            if (field == NO_ID || here != record)
                continue;
            data = data_field(search, graph, i, record);
            map_set(&fields, type->fields[field].name, 1);
            draft_part(search, arena_printf(&search->arena, "'%s' is called by", type->fields[field].name),
                       facts->functions[f].name, graph->nodes[i].range);
        }
    }
    if (*search->draft.pattern.name)
        draft_end(search, "%zu of its fields %s called with its field '%s', the caller's own data", fields.count,
                  fields.count == 1 ? "is" : "are", type->fields[data].name);
}

static void find_kept(struct pattern_search *search)
{
    const struct facts *facts = search->facts;
    bool *is_told = arena_array(&search->arena, (size_t)facts->type_count + 1, sizeof *is_told);
    uint32_t record;
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; is_users_function(facts, f) && i < graph->node_count; i++) {
            if (kept_field(search, graph, i, &record) == NO_ID || is_told[record])
                continue;
            is_told[record] = true;
            tell_kept(search, record);
        }
    }
}

void find_callback(struct pattern_search *search)
{
    for (uint32_t i = 0; i < search->facts->function_count; i++)
        if (is_users_function(search->facts, i))
            look_at_function(search, i, false);
    find_kept(search);
}

void find_visitor(struct pattern_search *search)
{
    for (uint32_t i = 0; i < search->facts->function_count; i++)
        if (is_users_function(search->facts, i))
            look_at_function(search, i, true);
}
