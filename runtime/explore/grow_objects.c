/* Objects: those of the program again, what others own, new ones from their makers or field by field. */
#include <string.h>

#include "grow_parts.h"
#include "learned.h"
#include "makers.h"
#include "members.h"
#include "store.h"
#include "tables.h"

#define WHOLE_NULL_PERCENT 2u
#define OWNED_PERCENT 30u /* of the objects that nobody returns: they are taken from others that have such */

/* An object of the pool that fits, chosen at random; NO_VALUE: none. */
static uint16_t reuse_object(struct grower *g, uint32_t type)
{
    struct program *p = g->p;
    uint32_t key = cet_object_key(type);
    uint16_t found[32];
    uint32_t count = 0;
    uint64_t path;
    for (uint16_t s = 0; s < g->at && count < 16; s++) {
        const struct step *step = &p->steps[s];
        const struct explore_function *f = function_of(step->function);
        if (is_pointer(f->result) && cet_is_object_pointer(f->result) && cet_object_key(f->result) == key)
            found[count++] = cet_grow_result(p, s);
        else if (count < 16 && (path = cet_members_find(f->result, type)))
            found[count++] = cet_members_add(p, cet_grow_result(p, s), path, type);
        for (uint8_t a = 0; a < step->arg_count && count < 28; a++) {
            const struct value *v = &p->values[step->args[a]];
            if (v->kind == VALUE_ADDRESS && cet_is_object_pointer(f->params[a].type) &&
                cet_object_key(f->params[a].type) == key)
                found[count++] = step->args[a];
            else if (v->kind == VALUE_ADDRESS && (path = cet_members_find(f->params[a].type, type)))
                found[count++] = cet_members_add(p, step->args[a], path, type);
            /* T **: what the call left in the variable */
            uint32_t inner = is_pointer(f->params[a].type) ? type_of(f->params[a].type)->target : EXPLORE_NONE;
            if (v->kind == VALUE_ADDRESS && inner != EXPLORE_NONE && is_pointer(inner) &&
                cet_is_object_pointer(inner) && cet_object_key(inner) == key) {
                uint16_t same = cet_program_add(p, VALUE_SAME, inner);
                if (same == NO_VALUE || !cet_program_set_items(p, same, 1))
                    return NO_VALUE;
                p->items[p->values[same].first_item] = program_item(p, v, 0);
                found[count++] = same;
            }
        }
    }
    while (count) {
        uint32_t pick = cet_below(count);
        if (found[pick] != NO_VALUE && !cet_is_consumed(p, found[pick], g->at))
            return found[pick];
        found[pick] = found[--count];
    }
    return NO_VALUE;
}

uint16_t cet_grow_object(struct grower *g, uint32_t type, bool is_filled, uint32_t depth)
{
    struct program *p = g->p;
    const struct explore_type *record = type_of(type);
    uint16_t id = cet_program_add(p, VALUE_OBJECT, type);
    if (id == NO_VALUE || !is_filled || !record->field_count)
        return id;
    uint16_t items[64], count = 0;
    uint16_t by_field[64];
    memset(by_field, 0xff, sizeof by_field);
    uint32_t first = record->kind == EXPLORE_UNION ? cet_below(record->field_count) : 0;
    uint32_t end = record->kind == EXPLORE_UNION ? first + 1 : record->field_count;
    for (uint32_t i = first; i < end && i < 64; i++) {
        const struct explore_field *field = &record->fields[i];
        const bool is_list = field->role == EXPLORE_ROLE_BUFFER;
        if ((!g->is_whole && percent(20)) ||
            (!(g->is_whole && is_list) && cet_is_object_pointer(field->type) && percent(50)))
            continue;
        const uint32_t null_percent = g->is_whole ? WHOLE_NULL_PERCENT : depth ? 30 : 12;
        uint16_t item = cet_grow_value(g, field->type, field->role, null_percent, depth + 1);
        if (item == NO_VALUE)
            return NO_VALUE;
        const struct value *made = &p->values[item];
        if (made->kind == VALUE_RESULT || made->field != NO_FIELD || made->kind == VALUE_SAME ||
            made->kind == VALUE_MEMBER) {
            /* shared with another place: an item of its own that stands for the same */
            struct value copy = *made;
            item = cet_program_add(p, made->kind, made->type);
            if (item == NO_VALUE)
                return NO_VALUE;
            p->values[item] = copy;
        }
        p->values[item].field = (uint16_t)i;
        p->values[item].name = field->name;
        by_field[i] = item;
        items[count++] = item;
    }
    for (uint32_t i = first; i < end && i < 64; i++) {
        const struct explore_field *field = &record->fields[i];
        if (by_field[i] != NO_VALUE && field->role == EXPLORE_ROLE_LENGTH && field->partner < 64) {
            uint64_t n = by_field[field->partner] == NO_VALUE ? 0 : cet_grow_count(p, by_field[field->partner]);
            p->values[by_field[i]].number = cet_grow_choose_length(n, false);
        }
    }
    if (!cet_program_set_items(p, id, count))
        return NO_VALUE;
    memcpy(p->items + p->values[id].first_item, items, count * sizeof *items);
    return id;
}

/* A call that returns such an object, put before the step that is being made. */
static uint16_t produce_object(struct grower *g, uint32_t key)
{
    const struct makers *m = cet_makers_of(key);
    if (!m->producer_count || g->depth >= 3)
        return NO_VALUE;
    uint32_t choice = m->producers[cet_below(m->producer_count)];
    /* One that often crashes or that needs such an object itself is the second choice. */
    for (int tries = 0; tries < 3; tries++) {
        const struct learned_function *l = cet_learned(choice);
        bool needs_itself = false;
        for (uint32_t a = 0; a < function_of(choice)->param_count; a++)
            needs_itself |= cet_is_object_pointer(function_of(choice)->params[a].type) &&
                            cet_object_key(function_of(choice)->params[a].type) == key;
        if (l->crashes * 3 <= l->runs && !(needs_itself && g->depth))
            break;
        choice = m->producers[cet_below(m->producer_count)];
    }
    g->depth++;
    bool is_made = cet_grow_call(g, choice);
    g->depth--;
    if (!is_made)
        return NO_VALUE;
    g->p->steps[g->at - 1].is_setup = true;
    return cet_grow_result(g->p, (uint16_t)(g->at - 1));
}

static uint16_t init_object(struct grower *g, uint32_t type, uint32_t key)
{
    const struct makers *m = cet_makers_of(key);
    uint16_t object = cet_program_add(g->p, VALUE_OBJECT, type_of(type)->target);
    uint16_t address = cet_grow_address(g->p, object, type);
    if (address == NO_VALUE || g->depth >= 3)
        return address;
    uint32_t function = m->initialisers[cet_below(m->initialiser_count)];
    const struct explore_function *f = function_of(function);
    struct step step = {.function = (uint16_t)function, .arg_count = (uint8_t)f->param_count, .is_setup = true};
    g->depth++;
    for (uint32_t a = 0; a < f->param_count; a++) {
        bool is_object = f->params[a].role == EXPLORE_ROLE_INIT && cet_object_key(f->params[a].type) == key;
        step.args[a] = is_object ? address : cet_grow_argument(g, function, a);
        if (step.args[a] == NO_VALUE)
            return NO_VALUE;
    }
    g->depth--;
    if (g->p->step_count + RESERVED_STEPS >= PROGRAM_STEPS || !cet_program_open_step(g->p, g->at))
        return NO_VALUE;
    g->p->steps[g->at++] = step;
    return address;
}

/* What belongs to another object, which is made first. */
static uint16_t own_object(struct grower *g, uint32_t type)
{
    const struct owners *owners = cet_members_owners(cet_object_key(type));
    if (!owners->count || g->depth >= 3)
        return NO_VALUE;
    const uint32_t owner = owners->types[cet_below(owners->count)], key = cet_object_key(owner);
    const struct makers *m = cet_makers_of(key);
    const bool is_variable = m->initialiser_count && (!m->producer_count || percent(50));
    const uint16_t base = is_variable ? init_object(g, owner, key) : produce_object(g, key);
    const uint64_t path = base == NO_VALUE ? 0 : cet_members_find(owner, type);
    return path ? cet_members_add(g->p, base, path, type) : NO_VALUE;
}

uint16_t cet_grow_object_pointer(struct grower *g, uint32_t type, uint8_t role, uint32_t depth)
{
    uint32_t key = cet_object_key(type);
    const struct explore_type *t = type_of(type), *target = pointee_of(type);
    bool is_closed = t->flags & EXPLORE_HANDLE || target->flags & EXPLORE_INCOMPLETE || !is_record(target);
    const struct makers *m = cet_makers_of(key);
    if (role != EXPLORE_ROLE_INIT && percent(depth ? 40 : 70)) {
        uint16_t known = reuse_object(g, type);
        if (known != NO_VALUE)
            return known;
    }
    if (role != EXPLORE_ROLE_INIT && m->producer_count && (is_closed || percent(m->initialiser_count ? 45 : 85))) {
        uint16_t made = produce_object(g, key);
        if (made != NO_VALUE)
            return made;
    }
    if (role != EXPLORE_ROLE_INIT && percent(OWNED_PERCENT)) {
        const uint16_t owned = own_object(g, type);
        if (owned != NO_VALUE)
            return owned;
    }
    if (is_closed)
        return cet_program_add(g->p, VALUE_NULL, type);
    if (role != EXPLORE_ROLE_INIT && m->initialiser_count && percent(90))
        return init_object(g, type, key);
    bool is_filled =
        depth < cet_grow_depth(g) && role != EXPLORE_ROLE_INIT && percent(role == EXPLORE_ROLE_OUT ? 15 : 85);
    return cet_grow_address(g->p, cet_grow_object(g, type_of(type)->target, is_filled, depth), type);
}
