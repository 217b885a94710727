#include "program.h"

#include <string.h>

#include "store.h"
#include "tables.h"

void cet_program_clear(struct program *p)
{
    p->step_count = 0;
    p->value_count = 0;
    p->item_count = 0;
    p->byte_count = 0;
}

void cet_program_copy(struct program *to, const struct program *from)
{
    to->step_count = from->step_count;
    to->value_count = from->value_count;
    to->item_count = from->item_count;
    to->byte_count = from->byte_count;
    memcpy(to->steps, from->steps, from->step_count * sizeof *from->steps);
    memcpy(to->values, from->values, from->value_count * sizeof *from->values);
    memcpy(to->items, from->items, from->item_count * sizeof *from->items);
    memcpy(to->bytes, from->bytes, from->byte_count);
}

struct program *cet_program_keep(const struct program *p)
{
    struct program *kept = cet_store_take(offsetof(struct program, bytes) + p->byte_count);
    cet_program_copy(kept, p);
    return kept;
}

uint16_t cet_program_add(struct program *p, enum value_kind kind, uint32_t type)
{
    if (p->value_count >= PROGRAM_VALUES)
        return NO_VALUE;
    struct value *v = &p->values[p->value_count];
    memset(v, 0, sizeof *v);
    v->kind = (uint8_t)kind;
    v->field = NO_FIELD;
    v->type = type;
    return p->value_count++;
}

uint16_t cet_program_add_bytes(struct program *p, enum value_kind kind, uint32_t type, const void *bytes, uint32_t n)
{
    if (n > PROGRAM_BYTES - p->byte_count)
        return NO_VALUE;
    uint16_t id = cet_program_add(p, kind, type);
    if (id != NO_VALUE)
        cet_program_set_bytes(p, id, bytes, n);
    return id;
}

bool cet_program_set_bytes(struct program *p, uint16_t value, const void *bytes, uint32_t n)
{
    if (n > PROGRAM_BYTES - p->byte_count)
        return false;
    memmove(p->bytes + p->byte_count, bytes, n);
    p->values[value].first_byte = p->byte_count;
    p->values[value].length = n;
    p->byte_count += n;
    return true;
}

bool cet_program_set_items(struct program *p, uint16_t value, uint16_t count)
{
    if (count > PROGRAM_ITEMS - p->item_count)
        return false;
    p->values[value].first_item = p->item_count;
    p->values[value].item_count = count;
    for (uint16_t i = 0; i < count; i++)
        p->items[p->item_count++] = NO_VALUE;
    return true;
}

/* Copies value and what it holds from one program to another, once. */
static uint16_t carry(struct program *to, const struct program *from, uint16_t id, uint16_t *map)
{
    if (id >= from->value_count)
        return NO_VALUE;
    if (map[id] != NO_VALUE)
        return map[id];
    const struct value *v = &from->values[id];
    uint16_t copy = to->value_count++;
    map[id] = copy;
    to->values[copy] = *v;
    if (v->length &&
        (v->kind == VALUE_STRING || v->kind == VALUE_BYTES || v->kind == VALUE_FILE || v->kind == VALUE_PATH)) {
        memcpy(to->bytes + to->byte_count, from->bytes + v->first_byte, v->length);
        to->values[copy].first_byte = to->byte_count;
        to->byte_count += v->length;
    }
    uint16_t first = to->item_count;
    to->values[copy].first_item = first;
    to->item_count = (uint16_t)(to->item_count + v->item_count);
    for (uint16_t i = 0; i < v->item_count; i++)
        to->items[first + i] = carry(to, from, program_item(from, v, i), map);
    return copy;
}

void cet_program_compact(struct program *p, struct program *scratch)
{
    uint16_t map[PROGRAM_VALUES];
    memset(map, 0xff, sizeof map);
    cet_program_clear(scratch);
    scratch->step_count = p->step_count;
    for (uint16_t s = 0; s < p->step_count; s++) {
        scratch->steps[s] = p->steps[s];
        for (uint8_t a = 0; a < p->steps[s].arg_count; a++)
            scratch->steps[s].args[a] = carry(scratch, p, p->steps[s].args[a], map);
    }
    cet_program_copy(p, scratch);
}

bool cet_program_uses_result(const struct program *p, uint16_t value, uint16_t step)
{
    if (value >= p->value_count)
        return false;
    const struct value *v = &p->values[value];
    if (v->kind == VALUE_RESULT)
        return v->number == step;
    for (uint16_t i = 0; i < v->item_count; i++)
        if (cet_program_uses_result(p, program_item(p, v, i), step))
            return true;
    return false;
}

static bool step_uses_result(const struct program *p, const struct step *user, uint16_t step)
{
    for (uint8_t a = 0; a < user->arg_count; a++)
        if (cet_program_uses_result(p, user->args[a], step))
            return true;
    return false;
}

/* Values that are not reached any more may keep any number: compaction drops them. */
static void shift_results(struct program *p, uint16_t from, int by)
{
    for (uint16_t i = 0; i < p->value_count; i++)
        if (p->values[i].kind == VALUE_RESULT && p->values[i].number >= from)
            p->values[i].number += by;
}

void cet_program_remove_step(struct program *p, uint16_t step)
{
    for (uint16_t s = p->step_count; s-- > step + 1;)
        if (step_uses_result(p, &p->steps[s], step))
            cet_program_remove_step(p, s);
    memmove(&p->steps[step], &p->steps[step + 1], (size_t)(p->step_count - step - 1) * sizeof *p->steps);
    p->step_count--;
    shift_results(p, (uint16_t)(step + 1), -1);
}

bool cet_program_open_step(struct program *p, uint16_t at)
{
    if (p->step_count >= PROGRAM_STEPS)
        return false;
    memmove(&p->steps[at + 1], &p->steps[at], (size_t)(p->step_count - at) * sizeof *p->steps);
    memset(&p->steps[at], 0, sizeof p->steps[at]);
    p->step_count++;
    shift_results(p, at, 1);
    return true;
}

static bool value_is_valid(const struct program *p, uint16_t id, uint16_t step, unsigned depth)
{
    if (id >= p->value_count || depth > 24)
        return false;
    const struct value *v = &p->values[id];
    if (v->kind >= VALUE_KIND_COUNT || v->type >= cet_explore_unit.type_count)
        return false;
    if (v->kind == VALUE_RESULT && (v->number < 0 || v->number >= step))
        return false;
    if (v->kind == VALUE_FILE && (v->number < 0 || v->number > FULL_FILE_MAX))
        return false;
    if ((v->kind == VALUE_ADDRESS || v->kind == VALUE_SAME || v->kind == VALUE_MEMBER) && v->item_count != 1)
        return false;
    if (v->first_item + v->item_count > p->item_count)
        return false;
    for (uint16_t i = 0; i < v->item_count; i++)
        if (!value_is_valid(p, program_item(p, v, i), step, depth + 1))
            return false;
    return true;
}

/* What nobody checks behind `...` and what would be undefined if it were anything else: the text of a %s, the variable
 * that a conversion writes. */
static bool is_argument_there(const struct value *v, const struct explore_param *param)
{
    if (!param->is_nonnull)
        return true;
    if (param->role == EXPLORE_ROLE_STRING)
        return v->kind == VALUE_STRING;
    return param->minimum ? v->kind == VALUE_BUFFER && v->length >= param->minimum : v->kind == VALUE_ADDRESS;
}

bool cet_program_is_valid(const struct program *p)
{
    if (!p->step_count || p->step_count > PROGRAM_STEPS)
        return false;
    for (uint16_t s = 0; s < p->step_count; s++) {
        const struct step *step = &p->steps[s];
        if (step->function >= cet_explore_unit.function_count ||
            step->arg_count != cet_explore_unit.functions[step->function].param_count)
            return false;
        const struct explore_function *f = function_of(step->function);
        for (uint8_t a = 0; a < step->arg_count; a++)
            if (!value_is_valid(p, step->args[a], s, 0))
                return false;
        for (uint32_t a = f->named_count; f->shape_count && a < step->arg_count; a++)
            if (!is_argument_there(&p->values[step->args[a]], &f->params[a]))
                return false;
    }
    return true;
}

static uint64_t mix(uint64_t hash, const void *bytes, size_t length)
{
    const uint8_t *b = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ b[i]) * 0x100000001b3u;
    return hash;
}

uint64_t cet_program_hash(const struct program *p)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (uint16_t s = 0; s < p->step_count; s++) {
        const struct step *step = &p->steps[s];
        hash = mix(hash, &step->function, sizeof step->function);
        hash = mix(hash, &step->fail_allocation, sizeof step->fail_allocation);
        hash = mix(hash, step->args, step->arg_count * sizeof *step->args);
    }
    for (uint16_t i = 0; i < p->value_count; i++) {
        const struct value *v = &p->values[i];
        hash = mix(hash, &v->kind, sizeof v->kind);
        hash = mix(hash, &v->fill, sizeof v->fill);
        hash = mix(hash, &v->number, sizeof v->number);
        hash = mix(hash, &v->real, sizeof v->real);
        hash = mix(hash, &v->length, sizeof v->length);
        hash = mix(hash, &v->type, sizeof v->type);
        if (v->length && v->kind != VALUE_BUFFER)
            hash = mix(hash, p->bytes + v->first_byte, v->length);
        hash = mix(hash, p->items + v->first_item, v->item_count * sizeof *p->items);
    }
    return hash;
}
