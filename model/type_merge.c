/* Types of many units as one table. A struct, union or enum is told by its spelling and place, one without a body by
 * its spelling alone and becomes the first that has one; all other types are told by what they are made of. */
#include <string.h>

#include "facts_merge.h"

#define MAX_TYPE_DEPTH 1000

static bool is_tagged(const struct fact_type *type)
{
    return type->kind == TYPE_STRUCT || type->kind == TYPE_UNION || type->kind == TYPE_ENUM;
}

static bool is_complete(const struct fact_type *type)
{
    return !(type->flags & TYPE_FLAG_INCOMPLETE);
}

static void make_tag_key(struct facts_merger *merger, const struct fact_type *type)
{
    merge_key_begin(merger);
    merge_key_text(merger, "tag");
    merge_key_text(merger, type->spelling);
    merge_key_number(merger, type->kind);
}

/* Of a type whose ids are those of `into`. */
static void make_body_key(struct facts_merger *merger, const struct fact_type *type)
{
    merge_key_begin(merger);
    merge_key_text(merger, "body");
    merge_key_text(merger, type->spelling);
    merge_key_number(merger, type->kind);
    merge_key_number(merger, type->size_bytes);
    merge_key_place(merger, type->place);
    if (is_tagged(type))
        return;
    merge_key_number(merger, type->flags);
    merge_key_number(merger, type->count);
    merge_key_number(merger, type->target);
    for (uint32_t i = 0; i < type->param_count; i++)
        merge_key_number(merger, type->params[i]);
}

static void note_type(struct facts_merger *merger, const struct fact_type *type, uint32_t id)
{
    if (is_tagged(type)) {
        make_tag_key(merger, type);
        merge_note(merger, TABLE_TYPE, id);
        if (!is_complete(type))
            return;
    }
    make_body_key(merger, type);
    merge_note(merger, TABLE_TYPE, id);
}

void merge_note_types(struct facts_merger *merger)
{
    for (uint32_t i = 0; i < merger->into->type_count; i++)
        note_type(merger, &merger->into->types[i], i);
}

/* Whether `into` has the type; *ret_id is also set to an incomplete one that this one completes. */
static bool find_type(struct facts_merger *merger, const struct fact_type *type, uint32_t *ret_id)
{
    if (!is_tagged(type) || is_complete(type)) {
        make_body_key(merger, type);
        if (merge_find(merger, TABLE_TYPE, ret_id))
            return true;
    }
    if (!is_tagged(type))
        return false;
    make_tag_key(merger, type);
    if (!merge_find(merger, TABLE_TYPE, ret_id))
        return false;
    if (!is_complete(type))
        return true;
    if (is_complete(&merger->into->types[*ret_id]))
        *ret_id = NO_ID;
    return false;
}

static void copy_texts(struct facts_merger *merger, struct fact_type *type)
{
    struct arena *arena = &merger->into->arena;
    const struct type_field *fields = type->fields;
    const struct type_enumerator *enumerators = type->enumerators;
    type->spelling = merged_text(merger, type->spelling);
    type->name = merged_text(merger, type->name);
    type->fields = arena_array(arena, type->field_count, sizeof *fields);
    for (uint32_t i = 0; i < type->field_count; i++) {
        type->fields[i] = fields[i];
        type->fields[i].name = merged_text(merger, fields[i].name);
    }
    type->enumerators = arena_array(arena, type->enumerator_count, sizeof *enumerators);
    for (uint32_t i = 0; i < type->enumerator_count; i++) {
        type->enumerators[i] = enumerators[i];
        type->enumerators[i].name = merged_text(merger, enumerators[i].name);
    }
}

/* The fields' types are still the unit's: they may lead back to this type. Returns the id. */
static uint32_t add_type(struct facts_merger *merger, struct fact_type type, uint32_t completed)
{
    struct facts *into = merger->into;
    copy_texts(merger, &type);
    uint32_t id = completed;
    if (id == NO_ID) {
        into->types = merge_grow(merger, TABLE_TYPE, into->types, into->type_count, sizeof type);
        id = into->type_count++;
    }
    into->types[id] = type;
    note_type(merger, &type, id);
    return id;
}

static uint32_t merge_type(struct facts_merger *merger, uint32_t index, bool *is_new, unsigned depth);

static uint32_t merge_part(struct facts_merger *merger, uint32_t index, bool *is_new, unsigned depth)
{
    return index == NO_ID || depth > MAX_TYPE_DEPTH ? NO_ID : merge_type(merger, index, is_new, depth);
}

static uint32_t merge_type(struct facts_merger *merger, uint32_t index, bool *is_new, unsigned depth)
{
    uint32_t *id = &merger->ids[TABLE_TYPE][index];
    struct fact_type type = merger->from->types[index];
    if (*id != NO_ID)
        return *id;
    uint32_t *params = arena_array(&merger->into->arena, type.param_count, sizeof *params);
    for (uint32_t i = 0; i < type.param_count; i++)
        params[i] = merge_part(merger, type.params[i], is_new, depth + 1);
    type.params = params;
    type.target = merge_part(merger, type.target, is_new, depth + 1);
    type.place = merged_place(merger, type.place);
    uint32_t known = NO_ID;
    if (find_type(merger, &type, &known)) {
        *id = known;
        return known;
    }
    *id = add_type(merger, type, known);
    is_new[index] = true;
    return *id;
}

void merge_types(struct facts_merger *merger)
{
    const struct facts *from = merger->from;
    bool *is_new = arena_array(&merger->into->arena, from->type_count, sizeof *is_new);
    for (uint32_t i = 0; i < from->type_count; i++)
        merge_type(merger, i, is_new, 0);
    for (uint32_t i = 0; i < from->type_count; i++) {
        struct fact_type *type = &merger->into->types[merger->ids[TABLE_TYPE][i]];
        for (uint32_t k = 0; is_new[i] && k < type->field_count; k++)
            type->fields[k].type = merged_id(merger, TABLE_TYPE, type->fields[k].type);
    }
}
