#include "room.h"

#include <string.h>

#include "grow_parts.h"
#include "rules.h"
#include "store.h"
#include "tables.h"

static void resize(struct program *p, uint16_t id, uint32_t wanted)
{
    struct value *v = &p->values[id];
    uint8_t text[TEXT_MAX];
    if (v->kind == VALUE_BYTES && v->length && wanted <= TEXT_MAX) {
        memcpy(text, p->bytes + v->first_byte, v->length);
        for (uint32_t i = v->length; i < wanted; i++)
            text[i] = text[i - v->length];
        cet_program_set_bytes(p, id, text, wanted);
    } else if (v->kind == VALUE_BYTES || v->kind == VALUE_BUFFER) {
        if (v->kind == VALUE_BYTES) {
            v->fill = v->length ? p->bytes[v->first_byte] : (uint8_t)'#';
            v->number = percent(RULE_PERCENT) ? cet_rule_draw() : 0;
        }
        v->kind = VALUE_BUFFER;
        v->length = wanted;
    }
}

void cet_room_measured(struct program *p, uint16_t value, int64_t wanted)
{
    for (uint16_t s = 0; s < p->step_count; s++) {
        const struct explore_function *f = function_of(p->steps[s].function);
        for (uint32_t a = 0; a < f->param_count; a++) {
            const struct explore_param *param = &f->params[a];
            if (p->steps[s].args[a] != value || param->role != EXPLORE_ROLE_LENGTH || param->partner >= f->param_count)
                continue;
            const uint16_t id = p->steps[s].args[param->partner];
            const struct value *v = &p->values[id];
            const int64_t unit = unit_of(v->type);
            if (wanted > 0 && wanted <= (int64_t)PROGRAM_BUFFER / unit && wanted * unit > v->length)
                resize(p, id, (uint32_t)(wanted * unit));
        }
    }
}

/* The type of the pointer that the value is given as, EXPLORE_NONE: it is no list of numbers that a pointer leads to.
 */
static uint32_t pointer_type_of(const struct program *p, uint16_t value)
{
    for (uint16_t s = 0; s < p->step_count; s++)
        for (uint8_t a = 0; a < p->steps[s].arg_count; a++)
            if (p->steps[s].args[a] == value)
                return function_of(p->steps[s].function)->params[a].type;
    for (uint16_t i = 0; i < p->value_count; i++) {
        const struct value *record = &p->values[i];
        for (uint16_t n = 0; record->kind == VALUE_OBJECT && n < record->item_count; n++)
            if (program_item(p, record, n) == value)
                return type_of(record->type)->fields[p->values[value].field].type;
    }
    return EXPLORE_NONE;
}

static bool leads_to_numbers(uint32_t type)
{
    return type != EXPLORE_NONE && is_pointer(type) && is_integer(pointee_of(type)) && pointee_of(type)->size;
}

static void become_buffer(struct value *v, uint32_t type)
{
    v->kind = VALUE_BUFFER;
    v->type = type;
    v->length = v->item_count * pointee_of(type)->size;
    v->item_count = 0;
    v->number = 0;
    v->fill = 0;
}

/* The value whose memory it is: a variable's is had by the pointer to it. NO_VALUE: a record, or a text. */
static uint16_t find_buffer(struct program *p, uint16_t value)
{
    struct value *v = &p->values[value];
    if (v->kind == VALUE_BYTES || v->kind == VALUE_BUFFER)
        return value;
    if (v->kind == VALUE_ARRAY && leads_to_numbers(pointer_type_of(p, value))) {
        become_buffer(v, pointer_type_of(p, value));
        return value;
    }
    for (uint16_t i = 0; v->kind == VALUE_INT && i < p->value_count; i++) {
        struct value *address = &p->values[i];
        if (address->kind != VALUE_ADDRESS || program_item(p, address, 0) != value || !leads_to_numbers(address->type))
            continue;
        become_buffer(address, address->type);
        return i;
    }
    return NO_VALUE;
}

bool cet_room_behind(struct program *p, uint16_t value, uint32_t missing)
{
    const uint16_t id = find_buffer(p, value);
    if (id == NO_VALUE || missing > PROGRAM_BUFFER)
        return false;
    const uint32_t unit = unit_of(p->values[id].type);
    const uint32_t wanted = (p->values[id].length + missing) * (1 + cet_below(4));
    if (wanted > PROGRAM_BUFFER)
        return false;
    resize(p, id, (wanted + unit - 1) / unit * unit);
    return true;
}
