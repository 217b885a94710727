#include "observe.h"

#include <math.h>
#include <string.h>

#include "rules.h"
#include "seen.h"
#include "snapshot.h"
#include "tables.h"

#define DEPTH_MAX 6u
#define ELEMENTS_MAX 24u
#define TEXT_MAX 600u
#define BYTES_MAX 256u

static void look(struct looker *l, uint32_t type, const uint8_t *at, uint32_t depth);

/* How many bytes may be read at address, and whether they end with what was allocated there. */
static size_t readable(struct looker *l, const void *address, bool *ret_is_block)
{
    *ret_is_block = false;
    struct space_block *block = cet_space_find(l->run->heap.space, address);
    if (!block)
        block = cet_space_find(l->run->values, address);
    if (block) {
        *ret_is_block = true;
        return block->is_freed ? 0 : (size_t)(block->address + block->size - (const uint8_t *)address);
    }
    for (size_t size = TEXT_MAX; size; size /= 2)
        if (cet_snapshot_holds(address, size, NULL))
            return size;
    return 0;
}

/* More than a reader wants to see is a sum, of variables whose size the test knows: a block of the unit's may be larger
 * than what was asked for, here or in another build. */
static void look_at_bytes(struct looker *l, uint32_t type, const uint8_t *at, size_t size)
{
    if (size <= BYTES_MAX)
        cet_seen_bytes(l, SEEN_BYTES, type, at, size);
    else if (size <= PROGRAM_BUFFER)
        cet_seen_sum(l, type, at, (uint32_t)size);
}

static void look_at_text(struct looker *l, uint32_t type, const uint8_t *at, size_t bound, bool is_exact)
{
    const size_t limit = bound < RESULT_WRITTEN ? bound : RESULT_WRITTEN;
    const uint8_t *end = memchr(at, 0, limit);
    if (end)
        cet_seen_text(l, at, (size_t)(end - at));
    if (end && (size_t)(end - at) < TEXT_MAX)
        cet_seen_bytes(l, SEEN_STRING, type, at, (size_t)(end - at));
    else if (is_exact && bound <= BYTES_MAX)
        cet_seen_bytes(l, SEEN_BYTES, type, at, bound);
}

static void look_at_elements(struct looker *l, uint32_t element, const uint8_t *at, size_t count, uint32_t depth)
{
    const struct explore_type *t = type_of(element);
    for (size_t i = 0; i < count && i < ELEMENTS_MAX; i++) {
        struct path_mark mark = cet_path_mark(l);
        cet_path_add(l, "[%u]", (unsigned)i);
        look(l, element, at + i * t->size, depth + 1);
        cet_path_return(l, mark);
    }
}

static bool was_visited(struct looker *l, const void *address)
{
    for (uint32_t i = 0; i < l->visited_count; i++)
        if (l->visited[i] == address)
            return true;
    if (l->visited_count == LOOKER_VISITED)
        return true;
    l->visited[l->visited_count++] = address;
    return false;
}

static void look_behind(struct looker *l, uint32_t type, const uint8_t *target, uint32_t depth)
{
    uint32_t pointee = type_of(type)->target;
    const struct explore_type *t = type_of(pointee);
    bool is_block;
    size_t bound = readable(l, target, &is_block);
    bool is_bytes = t->kind == EXPLORE_VOID || (is_integer(t) && t->size == 1 && !is_character(t)) ||
                    (is_character(t) && strstr(t->spelling, "unsigned"));
    if (is_character(t) && !is_bytes) {
        if (bound)
            look_at_text(l, type, target, bound, is_block);
    } else if (is_bytes) {
        if (is_block && bound && bound <= BYTES_MAX)
            cet_seen_bytes(l, SEEN_BYTES, type, target, bound);
    } else if (t->flags & EXPLORE_INCOMPLETE || t->kind == EXPLORE_FUNCTION || t->kind == EXPLORE_FILE || !t->size) {
        return;
    } else if (bound >= t->size && depth < DEPTH_MAX && !was_visited(l, target)) {
        if (is_record(t)) {
            l->is_arrow = true;
            look(l, pointee, target, depth + 1);
        } else {
            look_at_elements(l, pointee, target, is_block ? bound / t->size : 1, depth);
        }
    }
}

/* The value whose storage holds the pointer; NO_VALUE: none that has a name. */
static uint16_t pointed_value(struct looker *l, const uint8_t *target, int64_t *ret_offset)
{
    const struct space_block *block = cet_space_find(l->run->values, target);
    if (!block || block->step >= l->run->program->value_count || l->run->variables[block->step].block != block)
        return NO_VALUE;
    *ret_offset = target - block->address;
    return block->step;
}

static void look_at_pointer(struct looker *l, uint32_t type, const uint8_t *at, uint32_t depth)
{
    const uint8_t *target;
    memcpy(&target, at, sizeof target);
    int64_t offset = 0;
    uint16_t value;
    if (!target) {
        cet_seen_plain(l, SEEN_NULL, type, 0);
    } else if (is_function_pointer(type)) {
        cet_seen_plain(l, SEEN_NOT_NULL, type, 0);
    } else if ((value = pointed_value(l, target, &offset)) != NO_VALUE) {
        cet_seen_points(l, type, value, offset);
    } else {
        cet_seen_plain(l, SEEN_NOT_NULL, type, 0);
        look_behind(l, type, target, depth);
    }
}

static int64_t read_integer(const struct explore_type *t, const uint8_t *at)
{
    int64_t number = 0;
    uint32_t size = t->size <= 8 ? t->size : 8;
    memcpy(&number, at, size);
    if (size < 8 && (t->flags & EXPLORE_SIGNED)) {
        unsigned shift = 64 - 8 * size;
        number = (int64_t)((uint64_t)number << shift) >> shift;
    }
    return number;
}

static int64_t read_bits(const struct explore_field *field, const struct explore_type *t, const uint8_t *record)
{
    uint64_t word = 0;
    size_t bytes = (size_t)(field->bit_offset + field->bit_width + 7) / 8;
    memcpy(&word, record + field->offset, bytes > 8 ? 8 : bytes);
    unsigned drop = 64u - field->bit_width;
    word = word >> field->bit_offset << drop;
    return t->flags & EXPLORE_SIGNED ? (int64_t)word >> drop : (int64_t)(word >> drop);
}

static void look_at_fields(struct looker *l, const struct explore_type *record, const uint8_t *at, uint32_t depth)
{
    const char *join = l->is_arrow ? "->" : ".";
    l->is_arrow = false;
    /* Of a union only the first member, and only where it cannot be garbage that is taken for a pointer. */
    uint32_t count = record->field_count;
    if (record->kind == EXPLORE_UNION)
        count = count && is_integer(type_of(record->fields[0].type)) ? 1 : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct explore_field *field = &record->fields[i];
        struct path_mark mark = cet_path_mark(l);
        cet_path_add(l, "%s%s", join, field->name);
        if (field->bit_width)
            cet_seen_plain(l, SEEN_INT, field->type, read_bits(field, type_of(field->type), at));
        else
            look(l, field->type, at + field->offset, depth + 1);
        cet_path_return(l, mark);
    }
}

static void look_at_array(struct looker *l, uint32_t type, const uint8_t *at, uint32_t depth)
{
    const struct explore_type *t = type_of(type), *element = type_of(t->target);
    if (is_character(element) && !strstr(element->spelling, "unsigned"))
        look_at_text(l, type, at, t->size, true);
    else if (is_integer(element) && element->size == 1)
        look_at_bytes(l, type, at, t->size);
    else if (element->size)
        look_at_elements(l, t->target, at, t->count, depth);
}

static void look_at_float(struct looker *l, uint32_t type, const uint8_t *at)
{
    const struct explore_type *t = type_of(type);
    float narrow;
    long double wide;
    double real = 0;
    if (t->size == sizeof narrow) {
        memcpy(&narrow, at, sizeof narrow);
        real = (double)narrow;
    } else if (t->size == sizeof real) {
        memcpy(&real, at, sizeof real);
    } else if (t->size == sizeof wide) {
        memcpy(&wide, at, sizeof wide);
        real = (double)wide;
    } else {
        return;
    }
    cet_seen_real(l, type, real);
}

static void look(struct looker *l, uint32_t type, const uint8_t *at, uint32_t depth)
{
    const struct explore_type *t = type_of(type);
    if (depth > DEPTH_MAX + 4)
        return;
    switch (t->kind) {
    case EXPLORE_BOOL:
    case EXPLORE_INT:
    case EXPLORE_ENUM:
        if (t->size <= 8)
            cet_seen_plain(l, SEEN_INT, type, read_integer(t, at));
        return;
    case EXPLORE_FLOAT:
        look_at_float(l, type, at);
        return;
    case EXPLORE_POINTER:
        look_at_pointer(l, type, at, depth);
        return;
    case EXPLORE_ARRAY:
        look_at_array(l, type, at, depth);
        return;
    case EXPLORE_STRUCT:
    case EXPLORE_UNION:
        look_at_fields(l, t, at, depth);
        return;
    default:
        return;
    }
}

/* Bytes of an argument that the step changed, up to and with one that it left alone. */
static void look_at_buffer(struct looker *l, uint16_t id, const struct value *v, const struct variable *variable)
{
    static uint8_t filled[PROGRAM_BUFFER];
    const uint8_t *before = v->kind == VALUE_BUFFER ? NULL : l->run->program->bytes + v->first_byte;
    if (v->kind == VALUE_BUFFER && v->number && v->length <= sizeof filled) {
        cet_rule_fill(v, filled, v->length);
        before = filled;
    }
    size_t changed = 0;
    for (size_t i = 0; i < v->length; i++)
        if (variable->address[i] != (before ? before[i] : v->fill))
            changed = i + 1;
    cet_look_root(l, ROOT_VALUE, id);
    const uint8_t *end = changed ? memchr(variable->address, 0, variable->size) : NULL;
    bool is_text = is_pointer(v->type) && is_character(pointee_of(v->type)) && end;
    if (is_text)
        cet_seen_text(l, variable->address, (size_t)(end - variable->address));
    if (is_text)
        cet_seen_bytes(l, SEEN_STRING, v->type, variable->address, (size_t)(end - variable->address));
    if (!is_text || (size_t)(end - variable->address) + 1 < changed) {
        if (changed < v->length)
            changed++;
        look_at_bytes(l, v->type, variable->address, changed);
    }
}

static void look_at_value(struct looker *l, uint16_t id, bool is_const, uint32_t depth);

/* What hangs on an object: the values that its items point to. */
static void look_at_items(struct looker *l, const struct value *v, uint32_t depth)
{
    for (uint16_t i = 0; i < v->item_count; i++) {
        uint16_t item = program_item(l->run->program, v, i);
        const struct value *held = &l->run->program->values[item];
        bool is_const = is_pointer(held->type) && (pointee_of(held->type)->flags & EXPLORE_CONST);
        look_at_value(l, item, is_const, depth + 1);
    }
}

static void look_at_value(struct looker *l, uint16_t id, bool is_const, uint32_t depth)
{
    const struct value *v = &l->run->program->values[id];
    const struct variable *variable = &l->run->variables[id];
    if (depth > DEPTH_MAX || (l->roots_seen[id / 64] & (1ull << id % 64)))
        return;
    l->roots_seen[id / 64] |= 1ull << id % 64;
    switch (v->kind) {
    case VALUE_STRING:
    case VALUE_BYTES:
    case VALUE_BUFFER:
        if (!is_const && variable->address && variable->size == v->length + (v->kind == VALUE_STRING))
            look_at_buffer(l, id, v, variable);
        return;
    case VALUE_ARRAY:
        if (!is_const && variable->address) {
            cet_look_root(l, ROOT_VALUE, id);
            look_at_elements(l, v->type, variable->address, v->item_count, 0);
        }
        look_at_items(l, v, depth);
        return;
    case VALUE_ADDRESS: {
        uint16_t target = program_item(l->run->program, v, 0);
        const struct value *held = &l->run->program->values[target];
        if (!is_const && l->run->variables[target].address && held->kind != VALUE_ARRAY) {
            cet_look_root(l, ROOT_VALUE, target);
            look(l, held->type, l->run->variables[target].address, 0);
        }
        look_at_items(l, held, depth);
        return;
    }
    case VALUE_MEMBER: /* of the whole that it belongs to */
        look_at_value(l, program_item(l->run->program, v, 0), is_const, depth + 1);
        return;
    case VALUE_FILE:
        cet_look_root(l, ROOT_VALUE, id);
        cet_seen_output(l, v, variable->file);
        return;
    case VALUE_PATH:
        cet_look_root(l, ROOT_VALUE, id);
        if (variable->address)
            cet_seen_written(l, v, (const char *)variable->address);
        return;
    case VALUE_RESULT: {
        const struct explore_type *t = type_of(v->type);
        if (!is_const && t->kind == EXPLORE_POINTER && t->size <= RUN_RESULT_BYTES) {
            cet_look_root(l, ROOT_RESULT, (uint16_t)v->number);
            const uint8_t *target;
            memcpy(&target, l->run->results[v->number], sizeof target);
            if (target)
                look_behind(l, v->type, target, 0);
        }
        return;
    }
    default:
        return;
    }
}

static void look_at_globals(struct looker *l)
{
    for (uint16_t i = 0; i < cet_explore_unit.global_count; i++) {
        const struct explore_global *global = &cet_explore_unit.globals[i];
        uint32_t size = type_of(global->type)->size;
        const void *before = cet_snapshot_before(global->address);
        if (!before || !memcmp(before, global->address, size))
            continue;
        cet_look_root(l, ROOT_GLOBAL, i);
        cet_path_add(l, "%s", global->name);
        look(l, global->type, global->address, 0);
    }
}

void cet_observe_step(struct run *run, uint16_t index, int saved_errno)
{
    const struct step *step = &run->program->steps[index];
    const struct explore_function *function = function_of(step->function);
    struct looker l;
    cet_look_begin(&l, run, index);
    if (type_of(function->result)->kind != EXPLORE_VOID) {
        cet_look_root(&l, ROOT_RESULT, index);
        look(&l, function->result, run->results[index], 0);
    }
    if (step->is_setup && !(run->flags & RUN_DETAIL))
        return;
    for (uint8_t a = 0; a < step->arg_count; a++) {
        uint32_t type = function->params[a].type;
        bool is_const = is_pointer(type) && (pointee_of(type)->flags & EXPLORE_CONST);
        /* What was given away is not looked at. */
        if (is_pointer(type) && !(run->result->frees[index] & (1u << a)))
            look_at_value(&l, step->args[a], is_const, 0);
    }
    if (!step->is_setup && !step->is_cleanup) {
        cet_seen_log(&l);
        if (saved_errno)
            cet_seen_errno(&l, saved_errno);
        look_at_globals(&l);
    }
}

void cet_observe_end(struct run *run)
{
    struct looker l;
    cet_look_begin(&l, run, run->step);
    cet_look_root(&l, ROOT_NOTHING, 0);
    cet_seen_plain(&l, run->result->outcome == OUTCOME_EXIT ? SEEN_EXIT : SEEN_ABORT, 0, run->result->code);
}
