/* For a record: functions that make one or set one up, and those that give it back or what it holds. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "names.h"
#include "search.h"

enum role { MAKES = 1, GIVES_BACK = 2, SETS_UP = 4, CLEANS_UP = 8 };

struct part_of_factory {
    uint32_t function, record;
    unsigned roles;
};

struct factories {
    struct part_of_factory *parts;
    size_t count, capacity;
};

static bool is_param(const struct function_graph *graph, uint32_t node, uint32_t param)
{
    node = graph_skip_casts(graph, node);
    return node < graph->node_count && graph->nodes[node].kind == NODE_PARAM && graph->nodes[node].symbol == param;
}

/* `*p`, of a parameter. */
static bool is_behind_param(const struct function_graph *graph, uint32_t node, uint32_t param)
{
    return node < graph->node_count && graph->nodes[node].kind == NODE_UNARY && graph->nodes[node].op == OP_DEREF &&
           is_param(graph, graph_child(graph, node, 0), param);
}

/* `p->field`, or `*p` that is read. */
static bool reads_object(const struct function_graph *graph, uint32_t node, uint32_t param)
{
    const struct graph_node *n = &graph->nodes[node];
    return (n->kind == NODE_MEMBER && is_param(graph, graph_child(graph, node, 0), param)) ||
           (n->kind == NODE_CAST && n->op == OP_LOAD && is_behind_param(graph, graph_child(graph, node, 0), param));
}

/* The whole object is written before anything of it is used: `*p = ...` or memset(p, ...). */
static bool sets_up(const struct pattern_search *search, const struct function_graph *graph, uint32_t param)
{
    for (uint32_t i = 0; i < graph->node_count && !reads_object(graph, i, param); i++) {
        if (graph->nodes[i].kind == NODE_ASSIGN && is_behind_param(graph, graph_child(graph, i, 0), param))
            return true;
        const struct fact_function *callee =
            graph->nodes[i].kind == NODE_CALL ? called_function(search->facts, graph, i) : NULL;
        if (callee && (!strcmp(callee->name, "memset") || !strcmp(callee->name, "bzero")) &&
            is_param(graph, graph_child(graph, i, 1), param))
            return true;
    }
    return false;
}

/* Gives back what a field of the parameter's object holds. */
static bool cleans_up(const struct pattern_search *search, const struct fact_function *function, uint32_t param)
{
    static const char *const words[] = {"release", "free",    "fini",   "close",  "clear",   "end",  "reset",
                                        "deinit",  "destroy", "finish", "delete", "cleanup", "done", NULL};
    const struct function_graph *graph = &function->graph;
    if (!name_has_word(function->name, words))
        return false;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        uint32_t given = graph->nodes[i].kind == NODE_CALL ? released_by_call(search, graph, i) : NO_ID;
        given = given == NO_ID ? NO_ID : graph_skip_casts(graph, given);
        while (given < graph->node_count &&
               (graph->nodes[given].kind == NODE_UNARY && graph->nodes[given].op == OP_ADDRESS))
            given = graph_skip_casts(graph, graph_child(graph, given, 0));
        if (given < graph->node_count && graph->nodes[given].kind == NODE_MEMBER &&
            is_param(graph, graph_child(graph, given, 0), param))
            return true;
    }
    return false;
}

/* `*ret = made;`, where ret is a pointer to a pointer. */
static bool makes_into(const struct pattern_search *search, const struct function_graph *graph, uint32_t param)
{
    bool has_made = false, has_put = false;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        has_made |= is_making_call(search, graph, i);
        has_put |= graph->nodes[i].kind == NODE_ASSIGN && graph->nodes[i].op == OP_NONE &&
                   is_behind_param(graph, graph_child(graph, i, 0), param);
    }
    return has_made && has_put;
}

static void note(struct factories *factories, uint32_t function, uint32_t record, unsigned roles)
{
    struct part_of_factory part = {function, record, roles};
    if (record != NO_ID && roles)
        ARRAY_PUSH(factories->parts, factories->count, factories->capacity, part);
}

static uint32_t record_of_out_param(const struct pattern_search *search, uint32_t type)
{
    const struct facts *facts = search->facts;
    type = facts_resolve_type(facts, type);
    bool is_pointer = type < facts->type_count && facts->types[type].kind == TYPE_POINTER;
    return is_pointer ? record_behind(search, facts->types[type].target) : NO_ID;
}

static void look_at_function(const struct pattern_search *search, uint32_t f, struct factories *factories)
{
    const struct fact_function *function = &search->facts->functions[f];
    uint32_t made = search->is_maker[f] ? record_behind(search, function->result_type) : NO_ID;
    bool takes_it_too = false, takes_two = false;
    for (uint32_t i = 0; i < function->param_count; i++)
        for (uint32_t k = 0; k < i; k++)
            takes_two |=
                record_behind(search, function->params[i].type) != NO_ID &&
                record_behind(search, function->params[i].type) == record_behind(search, function->params[k].type);
    for (uint32_t i = 0; i < function->param_count; i++) {
        uint32_t record = record_behind(search, function->params[i].type);
        uint32_t out = record_of_out_param(search, function->params[i].type);
        takes_it_too |= record != NO_ID && record == made;
        if (record != NO_ID && search->released_param[f] == i && !search->is_maker[f] && !takes_two)
            note(factories, f, record, GIVES_BACK);
        else if (record != NO_ID && i == 0 && cleans_up(search, function, i))
            note(factories, f, record, CLEANS_UP);
        else if (record != NO_ID && i < 2 && sets_up(search, &function->graph, i))
            note(factories, f, record, SETS_UP);
        if (out != NO_ID && makes_into(search, &function->graph, i))
            note(factories, f, out, MAKES);
    }
    if (made != NO_ID && !takes_it_too)
        note(factories, f, made, MAKES);
}

static void add_parts(struct pattern_search *search, const struct factories *factories, uint32_t record, unsigned role,
                      const char *words)
{
    for (size_t i = 0; i < factories->count; i++)
        if (factories->parts[i].record == record && factories->parts[i].roles & role)
            draft_function(search, words, factories->parts[i].function);
}

static void tell(struct pattern_search *search, const struct factories *factories, uint32_t record)
{
    const struct fact_type *type = &search->facts->types[record];
    const char *name = record_name(search, record);
    unsigned roles = 0;
    for (size_t i = 0; i < factories->count; i++)
        if (factories->parts[i].record == record)
            roles |= factories->parts[i].roles;
    bool is_heap = roles & MAKES && roles & GIVES_BACK;
    bool is_callers = roles & SETS_UP && roles & CLEANS_UP;
    if ((!is_heap && !is_callers) || type->flags & TYPE_FLAG_SYSTEM || !*name)
        return;
    draft_begin(search, PATTERN_factory, name,
                (struct source_range){type->place.file, type->place.line, type->place.column, 0, 0});
    if (is_heap) {
        add_parts(search, factories, record, MAKES, "made by");
        add_parts(search, factories, record, GIVES_BACK, "given back by");
    }
    if (is_callers) {
        add_parts(search, factories, record, SETS_UP, "set up by");
        add_parts(search, factories, record, CLEANS_UP, "cleaned up by");
    }
    draft_end(search, is_heap ? "memory for it is returned by the functions that make it, and taken by those that give "
                                "it back"
                              : "the caller's storage is written as a whole first, and what its fields hold is given "
                                "back at the end");
}

void find_factory(struct pattern_search *search)
{
    const struct facts *facts = search->facts;
    struct factories factories = {0};
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (is_users_function(facts, i))
            look_at_function(search, i, &factories);
    for (uint32_t i = 0; i < facts->type_count; i++)
        if (search->record_of_type[i] == i)
            tell(search, &factories, i);
    free(factories.parts);
}
