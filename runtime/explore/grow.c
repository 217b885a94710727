#include "grow.h"

#include <string.h>

#include "documents.h"
#include "grow_parts.h"
#include "learned.h"
#include "makers.h"
#include "pools.h"
#include "rules.h"
#include "store.h"
#include "tables.h"

#define OBJECT_DEPTH 3u
#define WHOLE_ONE_IN 4       /* of the arguments: who writes a record down may need all of it */
#define WHOLE_DEEPER 3u      /* levels more: records of lists of records that hold lists */
#define DOCUMENT_PERCENT 20u /* of the texts that a call is given, as far as documents are known */
#define ARRAY_MAX 32u
#define LONG_ONE_IN 60
#define LEAST_PERCENT 94u /* of the arguments that get as much as is needed: less is misuse, and told apart as such */
#define FILE_PERCENT 75u  /* of the file names are of files that there are */

uint16_t cet_grow_result(struct program *p, uint16_t step)
{
    uint32_t type = function_of(p->steps[step].function)->result;
    uint16_t id = cet_program_add(p, VALUE_RESULT, type);
    if (id != NO_VALUE)
        p->values[id].number = step;
    return id;
}

uint16_t cet_grow_address(struct program *p, uint16_t target, uint32_t pointer_type)
{
    uint16_t id = target == NO_VALUE ? NO_VALUE : cet_program_add(p, VALUE_ADDRESS, pointer_type);
    if (id == NO_VALUE || !cet_program_set_items(p, id, 1))
        return NO_VALUE;
    p->items[p->values[id].first_item] = target;
    return id;
}

uint64_t cet_grow_count(const struct program *p, uint16_t id)
{
    const struct value *v = &p->values[id];
    switch (v->kind) {
    case VALUE_ARRAY:
        return v->item_count;
    case VALUE_STRING:
    case VALUE_BYTES:
    case VALUE_BUFFER:
        return v->length / unit_of(v->type);
    case VALUE_NULL:
        return 0;
    default:
        return 1;
    }
}

int64_t cet_grow_choose_length(uint64_t count, bool is_exact)
{
    uint32_t way = cet_below(100);
    if (is_exact || way < 80)
        return (int64_t)count;
    if (way < 86)
        return count ? (int64_t)count - 1 : 0;
    if (way < 91)
        return (int64_t)(count / 2);
    if (way < 96)
        return 0;
    return way < 98 ? (int64_t)count + 1 : -1;
}

uint32_t cet_grow_depth(const struct grower *g)
{
    return OBJECT_DEPTH + (g->is_whole ? WHOLE_DEEPER : 0);
}

/* ---- texts, buffers, arrays ---- */

static uint16_t grow_room(struct grower *g, uint32_t type)
{
    static const uint16_t sizes[] = {0, 1, 2, 3, 4, 7, 8, 16, 16, 32, 64, 64, 100, 256, 1024, 20000};
    uint32_t size = unit_of(type);
    uint32_t count = sizes[cet_below(sizeof sizes / sizeof *sizes)];
    uint16_t id = cet_program_add(g->p, VALUE_BUFFER, type);
    if (id != NO_VALUE) {
        g->p->values[id].length = (count > g->least ? count : g->least) * size;
        g->p->values[id].fill = g->least * size > TEXT_MAX && percent(50) ? 0 : '#';
    }
    return id;
}

/* What follows a text up to the length that is needed: one byte again and again, or chance. */
static uint32_t lengthen(uint8_t *text, uint32_t length, uint32_t wanted)
{
    uint8_t same = (uint8_t)(percent(50) ? 0 : cet_below(256));
    bool is_same = percent(40);
    for (; length < wanted; length++)
        text[length] = is_same ? same : (uint8_t)cet_below(256);
    return length;
}

/* More than a text holds, as many bytes as some constant of the source says: filled by a rule, or one byte again and
 * again. */
static uint16_t grow_long(struct grower *g, uint32_t type, uint32_t size)
{
    uint16_t id = cet_program_add(g->p, VALUE_BUFFER, type);
    if (id == NO_VALUE)
        return id;
    int64_t count = 0;
    for (int tries = 0; tries < 20 && count * size <= TEXT_MAX; tries++)
        count = cet_pools_count(PROGRAM_BUFFER / size);
    g->p->values[id].length = (uint32_t)count * size;
    if (percent(RULE_PERCENT))
        g->p->values[id].number = cet_rule_draw();
    else
        g->p->values[id].fill = (uint8_t)(percent(50) ? '#' : cet_below(256));
    return id;
}

/* What other calls wrote is for the arguments of a call: the parts of an object are seldom whole documents. */
static uint32_t draw_text(uint8_t *out, uint32_t depth, bool may_hold_nul)
{
    const uint32_t length = depth || !cet_documents_are_known() || !percent(DOCUMENT_PERCENT)
                                ? 0
                                : cet_documents_draw_whole(out, RESULT_WRITTEN);
    return length ? length : cet_pools_write_text(out, TEXT_MAX, may_hold_nul);
}

static uint16_t grow_text(struct grower *g, uint32_t type, uint8_t role, uint32_t depth)
{
    uint8_t text[RESULT_WRITTEN];
    bool is_terminated = role != EXPLORE_ROLE_BUFFER && is_character(pointee_of(type));
    uint32_t size = unit_of(type);
    if (g->least * size > TEXT_MAX)
        return grow_room(g, type);
    if (role == EXPLORE_ROLE_BUFFER && one_in(LONG_ONE_IN))
        return grow_long(g, type, size);
    uint32_t length = draw_text(text, depth, !is_terminated && one_in(3));
    if (!is_terminated)
        length = lengthen(text, length, g->least * size);
    return cet_program_add_bytes(g->p, is_terminated ? VALUE_STRING : VALUE_BYTES, type, text, length / size * size);
}

static uint16_t grow_array(struct grower *g, uint32_t element, uint32_t depth)
{
    uint16_t id = cet_program_add(g->p, VALUE_ARRAY, element), items[ARRAY_MAX];
    uint16_t count = (uint16_t)(1 + cet_below(depth ? 2 : 6));
    if (!depth && g->least > count && g->least <= ARRAY_MAX)
        count = (uint16_t)g->least;
    for (uint16_t i = 0; i < count; i++) {
        items[i] = cet_grow_value(g, element, EXPLORE_ROLE_PLAIN, 10, depth + 1);
        if (items[i] == NO_VALUE)
            return NO_VALUE;
    }
    if (id == NO_VALUE || !cet_program_set_items(g->p, id, count))
        return NO_VALUE;
    memcpy(g->p->items + g->p->values[id].first_item, items, count * sizeof *items);
    return id;
}

static uint16_t grow_function_pointer(struct grower *g, uint32_t type, uint32_t depth)
{
    uint32_t function = type_of(type)->target, matches[16], count = 0;
    for (uint32_t i = 0; i < cet_explore_unit.named_count && count < 16; i++)
        if (type_of(cet_explore_unit.named[i].type)->key == type_of(function)->key)
            matches[count++] = i;
    if (count && percent(60)) {
        uint16_t id = cet_program_add(g->p, VALUE_FUNCTION, type);
        if (id != NO_VALUE)
            g->p->values[id].number = matches[cet_below(count)];
        return id;
    }
    if (!type_of(function)->recorders)
        return cet_program_add(g->p, VALUE_NULL, type);
    uint16_t id = cet_program_add(g->p, VALUE_CALLBACK, type);
    uint32_t result = type_of(function)->target;
    const struct explore_type *r = type_of(result);
    bool is_scriptable =
        is_integer(r) || r->kind == EXPLORE_FLOAT ||
        (r->kind == EXPLORE_POINTER && is_character(type_of(r->target)) && type_of(r->target)->flags & EXPLORE_CONST);
    if (id == NO_VALUE || !is_scriptable || percent(50))
        return id;
    uint16_t item = cet_grow_value(g, result, EXPLORE_ROLE_PLAIN, 40, depth + 2);
    if (item == NO_VALUE || !cet_program_set_items(g->p, id, 1))
        return NO_VALUE;
    g->p->items[g->p->values[id].first_item] = item;
    return id;
}

static uint16_t grow_raw_pointer(struct grower *g, uint32_t type, uint8_t role, uint32_t depth)
{
    if (role == EXPLORE_ROLE_USER_DATA)
        return percent(60) ? cet_program_add(g->p, VALUE_NULL, type) : grow_room(g, type);
    if (role == EXPLORE_ROLE_OUT_BUFFER || role == EXPLORE_ROLE_OUT)
        return grow_room(g, type);
    if (role == EXPLORE_ROLE_DESTROY || (role == EXPLORE_ROLE_PLAIN && percent(25))) {
        for (uint16_t s = g->at; s-- > 0;)
            if (is_pointer(function_of(g->p->steps[s].function)->result) && percent(60)) {
                uint16_t id = cet_grow_result(g->p, s);
                if (id == NO_VALUE || !cet_is_consumed(g->p, id, g->at))
                    return id;
            }
        if (role == EXPLORE_ROLE_DESTROY)
            return cet_program_add(g->p, VALUE_NULL, type);
    }
    return grow_text(g, type, EXPLORE_ROLE_BUFFER, depth);
}

static uint16_t grow_pointer(struct grower *g, uint32_t type, uint8_t role, uint32_t null_percent, uint32_t depth)
{
    const struct explore_type *t = type_of(type), *target = pointee_of(type);
    if (percent(null_percent) || depth > cet_grow_depth(g) + 1)
        return cet_program_add(g->p, VALUE_NULL, type);
    if (target->kind == EXPLORE_FUNCTION)
        return grow_function_pointer(g, type, depth);
    if (target->kind == EXPLORE_FILE) {
        uint8_t text[RESULT_WRITTEN];
        uint32_t length = percent(50) ? 0 : draw_text(text, depth, false);
        return cet_program_add_bytes(g->p, VALUE_FILE, type, text, length);
    }
    if (role == EXPLORE_ROLE_FILE_NAME && is_character(target) && percent(FILE_PERCENT)) {
        uint8_t text[RESULT_WRITTEN];
        uint32_t length = percent(15) ? 0 : draw_text(text, depth, one_in(4));
        return cet_program_add_bytes(g->p, VALUE_PATH, type, text, length);
    }
    if (role == EXPLORE_ROLE_BUFFER && is_record(target) && !(target->flags & EXPLORE_INCOMPLETE))
        return grow_array(g, t->target, depth);
    if (cet_is_object_pointer(type))
        return cet_grow_object_pointer(g, type, role, depth);
    if (target->kind == EXPLORE_VOID)
        return grow_raw_pointer(g, type, role, depth);
    if (is_integer(target) && target->size == 1) {
        if (role == EXPLORE_ROLE_OUT_BUFFER || (role == EXPLORE_ROLE_OUT && !(target->flags & EXPLORE_CONST)))
            return grow_room(g, type);
        return grow_text(g, type, role, depth);
    }
    if (role == EXPLORE_ROLE_OUT_BUFFER)
        return grow_room(g, type);
    if (role == EXPLORE_ROLE_BUFFER || (role == EXPLORE_ROLE_PLAIN && target->flags & EXPLORE_CONST))
        return grow_array(g, t->target, depth);
    if (target->kind == EXPLORE_POINTER && role != EXPLORE_ROLE_PLAIN && percent(85))
        return cet_grow_address(g->p, cet_program_add(g->p, VALUE_NULL, t->target), type);
    return cet_grow_address(g->p, cet_grow_value(g, t->target, EXPLORE_ROLE_PLAIN, 30, depth + 1), type);
}

uint16_t cet_grow_value(struct grower *g, uint32_t type, uint8_t role, uint32_t null_percent, uint32_t depth)
{
    const struct explore_type *t = type_of(type);
    uint16_t id;
    if (depth) /* what is known of the argument says nothing of its parts */
        g->least = 0;
    switch (t->kind) {
    case EXPLORE_BOOL:
    case EXPLORE_INT:
    case EXPLORE_ENUM:
        id = cet_program_add(g->p, VALUE_INT, type);
        if (id != NO_VALUE)
            g->p->values[id].number = cet_pools_integer(type);
        return id;
    case EXPLORE_FLOAT:
        id = cet_program_add(g->p, VALUE_FLOAT, type);
        if (id != NO_VALUE)
            g->p->values[id].real = cet_pools_real();
        return id;
    case EXPLORE_POINTER:
        return grow_pointer(g, type, role, null_percent, depth);
    case EXPLORE_STRUCT:
    case EXPLORE_UNION:
        return cet_grow_object(g, type, depth < cet_grow_depth(g) && percent(85), depth + 1);
    case EXPLORE_ARRAY:
        if (is_integer(type_of(t->target)) && type_of(t->target)->size == 1) {
            uint8_t text[TEXT_MAX];
            uint32_t room = t->size < TEXT_MAX ? t->size : TEXT_MAX;
            uint32_t length = cet_pools_write_text(text, room ? room - 1 : 0, false);
            return cet_program_add_bytes(g->p, VALUE_BYTES, type, text, length);
        }
        return t->count ? grow_array(g, t->target, depth) : cet_program_add(g->p, VALUE_OBJECT, type);
    default:
        return NO_VALUE;
    }
}

uint16_t cet_grow_argument(struct grower *g, uint32_t function, uint32_t arg)
{
    const struct explore_param *param = &function_of(function)->params[arg];
    const uint32_t outer = g->least;
    const bool was_whole = g->is_whole;
    g->least = percent(LEAST_PERCENT) ? param->minimum : 0;
    g->is_whole = cet_is_object_pointer(param->type) && one_in(WHOLE_ONE_IN);
    uint16_t id = cet_grow_value(g, param->type, param->role, cet_learned_null_percent(function, arg), 0);
    g->least = outer;
    g->is_whole = was_whole;
    if (id != NO_VALUE && !g->p->values[id].name)
        g->p->values[id].name = param->name;
    return id;
}

void cet_grow_lengths(struct program *p, uint16_t index, bool is_exact)
{
    struct step *step = &p->steps[index];
    const struct explore_function *f = function_of(step->function);
    for (uint32_t a = 0; a < f->param_count; a++) {
        const struct explore_param *param = &f->params[a];
        struct value *v = &p->values[step->args[a]];
        if (param->role != EXPLORE_ROLE_LENGTH || param->partner >= f->param_count)
            continue;
        uint64_t n = cet_grow_count(p, step->args[param->partner]);
        if (v->kind == VALUE_INT)
            v->number = cet_grow_choose_length(n, is_exact);
        else if (v->kind == VALUE_ADDRESS && p->values[program_item(p, v, 0)].kind == VALUE_INT)
            p->values[program_item(p, v, 0)].number = cet_grow_choose_length(n, is_exact);
    }
}

void cet_grow_leasts(struct program *p, uint16_t index)
{
    const struct step *step = &p->steps[index];
    const struct explore_function *f = function_of(step->function);
    for (uint32_t a = 0; a < f->param_count; a++) {
        struct value *v = &p->values[step->args[a]];
        if (!f->params[a].minimum || !is_pointer(f->params[a].type) || percent(100 - LEAST_PERCENT))
            continue;
        uint32_t size = pointee_of(f->params[a].type)->size ? pointee_of(f->params[a].type)->size : 1;
        uint32_t wanted = f->params[a].minimum * size;
        if (v->length >= wanted)
            continue;
        if (v->kind == VALUE_BUFFER) {
            v->length = wanted;
        } else if (v->kind == VALUE_BYTES && wanted <= TEXT_MAX) {
            uint8_t text[TEXT_MAX];
            memcpy(text, p->bytes + v->first_byte, v->length);
            cet_program_set_bytes(p, step->args[a], text, lengthen(text, v->length, wanted));
        }
    }
}

uint16_t cet_grow_choose(const struct program *p, bool (*fits)(const struct value *v))
{
    uint16_t found = NO_VALUE;
    uint32_t count = 0;
    for (uint16_t i = 0; i < p->value_count; i++)
        if (fits(&p->values[i]) && one_in(++count))
            found = i;
    return found;
}

bool cet_grow_call(struct grower *g, uint32_t function)
{
    const struct explore_function *f = function_of(function);
    struct step step = {.function = (uint16_t)function, .arg_count = (uint8_t)f->param_count};
    for (uint32_t a = 0; a < f->param_count; a++) {
        step.args[a] = cet_grow_argument(g, function, a);
        if (step.args[a] == NO_VALUE)
            return false;
    }
    if (g->p->step_count + RESERVED_STEPS >= PROGRAM_STEPS || !cet_program_open_step(g->p, g->at))
        return false;
    g->p->steps[g->at] = step;
    cet_grow_lengths(g->p, g->at, false);
    g->at++;
    return true;
}
