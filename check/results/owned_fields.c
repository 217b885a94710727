/* A struct is freed and with it the last pointer to what one of its fields owns. That a field owns is read from the
 * program: what is put there was allocated, and what is there is freed; or it is moved there from such a field, which
 * is then set to NULL. Only texts are asked for: pointers to structs are shared, kept in lists and borrowed too often.
 *
 * Silent where the function, or one that calls it, has to do with the field in any way, and where the struct was made
 * in the function or is given to others there: who empties it is then not seen. */
#include "owned_fields.h"

#include <stdlib.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "pointer_allocators.h"
#include "resource_flow.h"
#include "storage.h"
#include "types.h"

enum field_flag { FIELD_MADE = 1u << 0, FIELD_FREED = 1u << 1 };

/* to = from; from = NULL; */
struct field_move {
    uint32_t to;
    uint32_t from;
};

struct owned_fields {
    struct check_pass *pass;
    const struct facts *facts;
    const struct resources *resources;
    uint32_t *first; /* of each type: number of its first field */
    uint8_t *flags;  /* of each field */
    struct field_move *moves;
    size_t move_count, move_capacity;
};

/* The number of the field that a MEMBER names, NO_ID: node is none. */
static uint32_t field_of(const struct owned_fields *fields, const struct function_graph *graph, uint32_t node)
{
    if (node >= graph->node_count || graph->nodes[node].kind != NODE_MEMBER)
        return NO_ID;
    uint32_t base = graph_child(graph, node, 0);
    const struct fact_type *record = base == NO_ID ? NULL : resolved_type(fields->facts, graph->nodes[base].type);
    if (record && record->kind == TYPE_POINTER)
        record = resolved_type(fields->facts, record->target);
    if (!record || graph->nodes[node].symbol >= record->field_count)
        return NO_ID;
    return fields->first[record - fields->facts->types] + graph->nodes[node].symbol;
}

static const struct resource_function *known_function(const struct owned_fields *fields,
                                                      const struct fact_function *function, uint32_t call,
                                                      uint32_t *ret_argument)
{
    struct pointer_allocator called;
    uint32_t callee = function->graph.nodes[call].symbol;
    *ret_argument = 0;
    if (callee < fields->facts->function_count)
        return fields->resources->known[callee];
    if (!pointer_allocator_find(fields->facts, function, call, &called))
        return NULL;
    *ret_argument = called.argument;
    return called.like;
}

static bool makes_memory(const struct owned_fields *fields, const struct fact_function *function, uint32_t call)
{
    uint32_t argument, callee = function->graph.nodes[call].symbol;
    const struct resource_function *known = known_function(fields, function, call, &argument);
    return known ? known->acquires == RESOURCE_MEMORY && known->into == RESOURCE_NO_ARGUMENT
                 : callee < fields->facts->function_count &&
                       fields->resources->summaries[callee].hands_out == RESOURCE_MEMORY;
}

/* The argument that the call frees, NO_ID: none. */
static uint32_t freed_argument(const struct owned_fields *fields, const struct fact_function *function, uint32_t call)
{
    uint32_t argument, callee = function->graph.nodes[call].symbol;
    const struct resource_function *known = known_function(fields, function, call, &argument);
    if (known)
        return known->releases == RESOURCE_MEMORY ? graph_child(&function->graph, call, argument + 1) : NO_ID;
    if (callee >= fields->facts->function_count)
        return NO_ID;
    const struct resource_summary *summary = &fields->resources->summaries[callee];
    for (argument = 0; summary->is_known && argument < summary->argument_count; argument++)
        if (summary->arguments[argument].is_released && !summary->arguments[argument].is_escaped)
            return graph_child(&function->graph, call, argument + 1);
    return NO_ID;
}

static bool is_null_assignment(const struct function_graph *graph, uint32_t node, uint32_t place)
{
    int64_t value;
    return node < graph->node_count && graph->nodes[node].kind == NODE_ASSIGN &&
           is_same_place(graph, graph_child(graph, node, 0), place) &&
           constant_value(graph, graph_child(graph, node, 1), &value) && value == 0;
}

static void see_assignment(struct owned_fields *fields, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t to = field_of(fields, graph, graph_skip_casts(graph, graph_child(graph, node, 0)));
    uint32_t value = graph_skip_casts(graph, graph_child(graph, node, 1));
    if (to == NO_ID || value >= graph->node_count || !is_text_type(fields->facts, graph->nodes[node].type))
        return;
    uint32_t from = field_of(fields, graph, value);
    if (from != NO_ID && is_null_assignment(graph, graph->nodes[node].subtree_end, value)) {
        struct field_move move = {to, from};
        ARRAY_PUSH(fields->moves, fields->move_count, fields->move_capacity, move);
    }
    if (graph->nodes[value].kind == NODE_LOCAL)
        value = graph_skip_casts(graph, last_value(graph, value, node));
    if (value < graph->node_count && graph->nodes[value].kind == NODE_CALL && makes_memory(fields, function, value))
        fields->flags[to] |= FIELD_MADE;
}

static void read_function(struct owned_fields *fields, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (n->kind == NODE_ASSIGN && n->op == OP_NONE)
            see_assignment(fields, function, i);
        if (n->kind != NODE_CALL)
            continue;
        uint32_t field = field_of(fields, graph, graph_skip_casts(graph, freed_argument(fields, function, i)));
        if (field != NO_ID)
            fields->flags[field] |= FIELD_FREED;
    }
}

static bool is_owner(const struct owned_fields *fields, uint32_t field)
{
    return (fields->flags[field] & (FIELD_MADE | FIELD_FREED)) == (FIELD_MADE | FIELD_FREED);
}

static bool mentions_field(const struct owned_fields *fields, const struct function_graph *graph, uint32_t field)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (field_of(fields, graph, i) == field)
            return true;
    return false;
}

static bool calls(const struct function_graph *graph, uint32_t callee)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_FUNCTION && graph->nodes[i].symbol == callee)
            return true;
    return false;
}

static bool is_handled_by_caller(const struct owned_fields *fields, const struct fact_function *function,
                                 uint32_t field)
{
    const struct facts *facts = fields->facts;
    uint32_t callee = (uint32_t)(function - facts->functions);
    for (uint32_t f = 0; f < facts->function_count; f++)
        if (calls(&facts->functions[f].graph, callee) && mentions_field(fields, &facts->functions[f].graph, field))
            return true;
    return false;
}

/* The struct comes from a place of the program, and nobody but this function has to do with it here. */
static bool is_taken_from_program(const struct function_graph *graph, uint32_t pointer, uint32_t release)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        bool is_assign = n->kind == NODE_ASSIGN;
        if (i != release && n->kind == NODE_CALL)
            for (uint32_t k = 1; k < n->child_count; k++)
                if (is_same_place(graph, graph_child(graph, i, k), pointer))
                    return false;
        if (n->kind == NODE_UNARY && (n->op == OP_DEREF || n->op == OP_ADDRESS) &&
            is_same_place(graph, graph_child(graph, i, 0), pointer))
            return false;
        bool is_to = is_assign ? is_same_place(graph, graph_child(graph, i, 0), pointer)
                               : n->kind == NODE_DECLARE && is_same_variable(graph, i, pointer);
        uint32_t value = is_to ? graph_skip_casts(graph, graph_child(graph, i, is_assign)) : NO_ID;
        if (value < graph->node_count && graph->nodes[value].kind == NODE_CALL)
            return false;
        if (is_assign && !is_to && is_same_place(graph, graph_child(graph, i, 1), pointer))
            return false; /* kept somewhere else */
    }
    return true;
}

static void look_at_release(struct owned_fields *fields, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    uint32_t argument;
    const struct resource_function *known = known_function(fields, function, call, &argument);
    if (!known || known->releases != RESOURCE_MEMORY)
        return;
    uint32_t pointer = graph_skip_casts(graph, graph_child(graph, call, argument + 1));
    if (pointer >= graph->node_count ||
        (graph->nodes[pointer].kind != NODE_LOCAL && graph->nodes[pointer].kind != NODE_PARAM))
        return;
    const struct fact_type *record = element_type(fields->facts, graph->nodes[pointer].type);
    if (!record || record->kind != TYPE_STRUCT)
        return;
    for (uint32_t i = 0; i < record->field_count; i++) {
        uint32_t field = fields->first[record - fields->facts->types] + i;
        if (!is_owner(fields, field) || mentions_field(fields, graph, field) ||
            !is_taken_from_program(graph, pointer, call) || is_handled_by_caller(fields, function, field))
            continue;
        check_report(fields->pass, &(struct check_place){.function = function, .range = graph->nodes[call].range},
                     "what '%s' of '%s' owns is lost with the struct: elsewhere it is allocated and freed, here nobody "
                     "asks for it; free it before",
                     record->fields[i].name, place_text(fields->facts, function, pointer, fields->pass->arena));
        return;
    }
}

static void number_fields(struct owned_fields *fields)
{
    uint32_t count = 0;
    fields->first = memory_new((size_t)fields->facts->type_count + 1, sizeof *fields->first);
    for (uint32_t t = 0; t < fields->facts->type_count; t++) {
        fields->first[t] = count;
        count += fields->facts->types[t].field_count;
    }
    fields->flags = memory_new((size_t)count + 1, sizeof *fields->flags);
}

void report_lost_fields(struct check_pass *pass)
{
    uint32_t event_count;
    resources_events(pass, &event_count);
    struct owned_fields fields = {.pass = pass, .facts = pass->facts, .resources = *pass->resources};
    const struct facts *facts = pass->facts;
    number_fields(&fields);
    for (uint32_t f = 0; f < facts->function_count; f++)
        read_function(&fields, &facts->functions[f]);
    for (size_t i = 0; i < fields.move_count; i++)
        if (is_owner(&fields, fields.moves[i].from))
            fields.flags[fields.moves[i].to] |= FIELD_MADE | FIELD_FREED;
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; i < graph->node_count; i++)
            if (graph->nodes[i].kind == NODE_CALL)
                look_at_release(&fields, &facts->functions[f], i);
    }
    free(fields.first);
    free(fields.flags);
    free(fields.moves);
}
