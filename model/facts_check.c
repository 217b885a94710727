/* Faults that show only when all records are there. Readers walk types without a guard, so a type must not contain
 * itself other than behind a pointer of one of its fields. */
#include <stdlib.h>

#include "cet/core/memory.h"
#include "fact_parser.h"

#define MAX_TYPE_DEPTH 1000

enum visit_state { UNSEEN, OPEN, DONE };

struct type_walk {
    const struct facts *facts;
    uint8_t *states;
    bool by_value; /* fields are followed, pointers are not; else the other way round */
};

static bool is_record(const struct fact_type *type)
{
    return type->kind == TYPE_STRUCT || type->kind == TYPE_UNION;
}

static bool is_sound(struct type_walk *walk, uint32_t id, unsigned depth);

static bool are_parts_sound(struct type_walk *walk, const struct fact_type *type, unsigned depth)
{
    for (uint32_t i = 0; walk->by_value && i < type->field_count; i++)
        if (!is_sound(walk, type->fields[i].type, depth))
            return false;
    if (walk->by_value && (type->kind == TYPE_POINTER || type->kind == TYPE_FUNCTION))
        return true;
    for (uint32_t i = 0; i < type->param_count; i++)
        if (!is_sound(walk, type->params[i], depth))
            return false;
    return is_sound(walk, type->target, depth);
}

/* False when the type leads back to itself or nests deeper than any compiler allows. */
static bool is_sound(struct type_walk *walk, uint32_t id, unsigned depth)
{
    if (id == NO_ID || walk->states[id] == DONE)
        return true;
    if (walk->states[id] == OPEN || depth > MAX_TYPE_DEPTH)
        return false;
    walk->states[id] = OPEN;
    bool sound = are_parts_sound(walk, &walk->facts->types[id], depth + 1);
    walk->states[id] = DONE;
    return sound;
}

static enum status check_types(const struct facts *facts, const char *path, bool by_value, struct error *err)
{
    SCOPED(memory_free_pointer) uint8_t *states = memory_new(facts->type_count + 1, 1);
    struct type_walk walk = {.facts = facts, .states = states, .by_value = by_value};
    for (uint32_t i = 0; i < facts->type_count; i++)
        if (!is_sound(&walk, i, 0))
            return error_set(err, STATUS_INVALID,
                             "'%s': damaged facts: type %u contains itself or nests too deeply; build this file again",
                             path, i);
    return STATUS_OK;
}

/* The record that a MEMBER node takes a field of, NO_ID when its type is unknown. */
static uint32_t member_record(const struct facts *facts, const struct function_graph *graph,
                              const struct graph_node *node)
{
    uint32_t type = graph->nodes[graph->children[node->first_child]].type;
    type = facts_resolve_type(facts, type);
    if (node->op == OP_ARROW && type != NO_ID && facts->types[type].kind == TYPE_POINTER)
        type = facts_resolve_type(facts, facts->types[type].target);
    return type != NO_ID && is_record(&facts->types[type]) ? type : NO_ID;
}

static bool are_members_sound(const struct facts *facts, const struct function_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *node = &graph->nodes[i];
        if (node->kind != NODE_MEMBER || node->symbol == NO_ID)
            continue;
        uint32_t record = member_record(facts, graph, node);
        if (record == NO_ID || node->symbol >= facts->types[record].field_count)
            return false;
    }
    return true;
}

enum status facts_check(const struct facts *facts, const char *path, struct error *err)
{
    enum status status = check_types(facts, path, true, err);
    if (status == STATUS_OK)
        status = check_types(facts, path, false, err);
    for (uint32_t i = 0; i < facts->function_count && status == STATUS_OK; i++)
        if (!are_members_sound(facts, &facts->functions[i].graph))
            status = error_set(err, STATUS_INVALID,
                               "'%s': damaged facts: '%s' takes a field that its record has not; build this file again",
                               path, facts->functions[i].id);
    return status;
}
