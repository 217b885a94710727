#include "place.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "files.h"
#include "members.h"
#include "rules.h"
#include "tables.h"

static bool place_into(struct run *run, uint16_t id, uint32_t type, uint8_t *out);

/* Storage of its own for a value that has an address. The block remembers the value's id. */
static struct variable *make_room(struct run *run, uint16_t id, uint32_t size, uint32_t align, uint8_t fill)
{
    struct variable *variable = &run->variables[id];
    struct space_block *block = cet_space_take(run->values, size, align ? align : 1, fill);
    if (!block)
        return NULL;
    block->step = id;
    variable->address = block->address;
    variable->size = size;
    variable->block = block;
    return variable;
}

static void put_integer(uint8_t *out, uint32_t size, int64_t number)
{
    memcpy(out, &number, size <= 8 ? size : 8); /* little endian; wider integers get their low half */
    if (size > 8)
        memset(out + 8, number < 0 ? 0xff : 0, size - 8);
}

static void put_float(uint8_t *out, uint32_t size, double real)
{
    float narrow = (float)real;
    long double wide = real;
    if (size == sizeof narrow)
        memcpy(out, &narrow, size);
    else if (size == sizeof real)
        memcpy(out, &real, size);
    else if (size == sizeof wide)
        memcpy(out, &wide, size);
}

static void put_bits(uint8_t *record, const struct explore_field *field, int64_t number)
{
    uint64_t word = 0, mask = field->bit_width >= 64 ? UINT64_MAX : (1ull << field->bit_width) - 1;
    size_t bytes = (size_t)(field->bit_offset + field->bit_width + 7) / 8;
    memcpy(&word, record + field->offset, bytes > 8 ? 8 : bytes);
    word = (word & ~(mask << field->bit_offset)) | (((uint64_t)number & mask) << field->bit_offset);
    memcpy(record + field->offset, &word, bytes > 8 ? 8 : bytes);
}

static bool put_fields(struct run *run, const struct value *v, uint32_t type, uint8_t *out)
{
    const struct explore_type *record = type_of(type);
    for (uint16_t i = 0; i < v->item_count; i++) {
        uint16_t item = program_item(run->program, v, i);
        const struct value *field_value = &run->program->values[item];
        if (field_value->field >= record->field_count)
            return false;
        const struct explore_field *field = &record->fields[field_value->field];
        if (field->bit_width)
            put_bits(out, field, field_value->number);
        else if (!place_into(run, item, field->type, out + field->offset))
            return false;
    }
    return true;
}

static bool put_elements(struct run *run, const struct value *v, uint32_t element, uint32_t room, uint8_t *out)
{
    uint32_t size = type_of(element)->size;
    for (uint32_t i = 0; i < v->item_count && i < room; i++)
        if (!place_into(run, program_item(run->program, v, (uint16_t)i), element, out + (size_t)i * size))
            return false;
    return true;
}

/* An array inside an object: text, bytes or elements copied in place. */
static bool put_array(struct run *run, const struct value *v, uint32_t type, uint8_t *out)
{
    const struct explore_type *array = type_of(type);
    if (v->kind == VALUE_STRING || v->kind == VALUE_BYTES) {
        uint32_t n = v->length < array->size ? v->length : array->size;
        memcpy(out, run->program->bytes + v->first_byte, n);
        return true;
    }
    return v->kind != VALUE_ARRAY || put_elements(run, v, array->target, array->count, out);
}

static void put_pointer(uint8_t *out, const void *pointer)
{
    memcpy(out, &pointer, sizeof pointer);
}

static bool place_text(struct run *run, uint16_t id, uint8_t *out)
{
    const struct value *v = &run->program->values[id];
    struct variable *variable = &run->variables[id];
    if (!variable->address) {
        uint32_t terminator = v->kind == VALUE_STRING, align = 1;
        if (is_pointer(v->type) && v->kind != VALUE_STRING && pointee_of(v->type)->align > 1)
            align = pointee_of(v->type)->align;
        variable = make_room(run, id, v->length + terminator, align, v->kind == VALUE_BUFFER ? v->fill : 0);
        if (!variable)
            return false;
        if (v->kind == VALUE_BUFFER && v->number)
            cet_rule_fill(v, variable->address, v->length);
        else if (v->kind != VALUE_BUFFER)
            memcpy(variable->address, run->program->bytes + v->first_byte, v->length);
    }
    put_pointer(out, variable->address);
    return true;
}

static bool place_array(struct run *run, uint16_t id, uint8_t *out)
{
    const struct value *v = &run->program->values[id];
    struct variable *variable = &run->variables[id];
    if (!variable->address) {
        const struct explore_type *element = type_of(v->type);
        variable = make_room(run, id, element->size * v->item_count, element->align, 0);
        if (!variable || !put_elements(run, v, v->type, v->item_count, variable->address))
            return false;
    }
    put_pointer(out, variable->address);
    return true;
}

/* The variable that value stands for, so that its address can be taken. */
static struct variable *get_variable(struct run *run, uint16_t id)
{
    const struct value *v = &run->program->values[id];
    struct variable *variable = &run->variables[id];
    if (variable->address && v->kind != VALUE_STRING && v->kind != VALUE_BYTES && v->kind != VALUE_BUFFER &&
        v->kind != VALUE_ARRAY && v->kind != VALUE_FILE && v->kind != VALUE_PATH)
        return variable;
    const struct explore_type *type = type_of(v->type);
    if (type->kind == EXPLORE_POINTER && v->kind != VALUE_OBJECT && v->kind != VALUE_NULL) {
        /* A pointer variable: `char *p = "text"`. Its own storage is apart from what it points to. */
        uint8_t pointer[sizeof(void *)];
        if (!place_into(run, id, v->type, pointer))
            return NULL;
        static const struct variable none;
        struct variable target = run->variables[id];
        run->variables[id] = none;
        if (!make_room(run, id, sizeof(void *), sizeof(void *), 0))
            return NULL;
        memcpy(run->variables[id].address, pointer, sizeof pointer);
        run->variables[id].file = target.file;
        return &run->variables[id];
    }
    if (!make_room(run, id, type->size, type->align, 0))
        return NULL;
    return place_into(run, id, v->type, variable->address) ? variable : NULL;
}

/* The same as the suite's suite_full_file(). */
static FILE *open_full_file(size_t room)
{
    FILE *file = room ? fmemopen(NULL, room, "w+") : fopen("/dev/null", "r");
    if (file)
        setvbuf(file, NULL, _IONBF, 0);
    return file;
}

static FILE *open_file(const struct run *run, const struct value *v)
{
    int descriptor = memfd_create("content", MFD_CLOEXEC);
    FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w+");
    if (descriptor >= 0 && !file)
        close(descriptor);
    if (file && v->length && fwrite(run->program->bytes + v->first_byte, 1, v->length, file) != v->length) {
        fclose(file);
        return NULL;
    }
    if (file)
        rewind(file);
    return file;
}

static bool place_file(struct run *run, uint16_t id, uint8_t *out)
{
    const struct value *v = &run->program->values[id];
    struct variable *variable = &run->variables[id];
    if (!variable->file)
        variable->file = v->number > 0 ? open_full_file((size_t)v->number - 1) : open_file(run, v);
    if (!variable->file)
        return false;
    put_pointer(out, variable->file);
    return true;
}

static bool place_path(struct run *run, uint16_t id, uint8_t *out)
{
    const struct value *v = &run->program->values[id];
    struct variable *variable = &run->variables[id];
    if (!variable->address) {
        char name[FILES_NAME_MAX];
        if (!cet_files_make(id, run->flags & RUN_VARIANT, run->program->bytes + v->first_byte, v->length, name))
            return false;
        variable = make_room(run, id, (uint32_t)strlen(name) + 1, 1, 0);
        if (!variable)
            return false;
        memcpy(variable->address, name, strlen(name) + 1);
    }
    put_pointer(out, variable->address);
    return true;
}

static bool place_callback(struct run *run, uint16_t id, uint8_t *out)
{
    uint32_t function = type_of(run->program->values[id].type)->target;
    const struct explore_type *type = type_of(function);
    if (!type->recorders)
        return false;
    uint32_t table = 0;
    while (table < run->slot_type_count && run->slot_types[table] != function)
        table++;
    if (table == 64)
        return false;
    if (table == run->slot_type_count) {
        run->slot_types[run->slot_type_count++] = function;
        memset(run->slots[table], 0xff, sizeof run->slots[table]);
    }
    for (uint32_t slot = 0; slot < EXPLORE_CALLBACK_SLOTS; slot++) {
        if (run->slots[table][slot] != NO_VALUE && run->slots[table][slot] != id)
            continue;
        run->slots[table][slot] = id;
        memcpy(out, &type->recorders[slot], sizeof type->recorders[slot]);
        return true;
    }
    return false;
}

static bool place_member(struct run *run, uint16_t id, uint8_t *out)
{
    const struct value *v = &run->program->values[id];
    const uint16_t base = program_item(run->program, v, 0);
    const uint32_t type = run->program->values[base].type;
    uint8_t pointer[sizeof(void *)];
    return is_pointer(type) && place_into(run, base, type, pointer) && cet_members_follow(run, v, type, pointer, out);
}

static bool place_pointer(struct run *run, uint16_t id, uint8_t *out)
{
    const struct value *v = &run->program->values[id];
    struct variable *variable;
    switch (v->kind) {
    case VALUE_STRING:
    case VALUE_BYTES:
    case VALUE_BUFFER:
        return place_text(run, id, out);
    case VALUE_ARRAY:
        return place_array(run, id, out);
    case VALUE_ADDRESS:
        variable = get_variable(run, program_item(run->program, v, 0));
        if (variable)
            put_pointer(out, variable->address);
        return variable;
    case VALUE_SAME:
        variable = get_variable(run, program_item(run->program, v, 0));
        if (variable)
            memcpy(out, variable->address, sizeof(void *));
        return variable;
    case VALUE_MEMBER:
        return place_member(run, id, out);
    case VALUE_CALLBACK:
        return place_callback(run, id, out);
    case VALUE_FUNCTION:
        if (v->number < 0 || v->number >= cet_explore_unit.named_count)
            return false;
        memcpy(out, &cet_explore_unit.named[v->number].address, sizeof(void *));
        return true;
    case VALUE_FILE:
        return place_file(run, id, out);
    case VALUE_PATH:
        return place_path(run, id, out);
    default:
        put_pointer(out, NULL);
        return true;
    }
}

static bool place_into(struct run *run, uint16_t id, uint32_t type, uint8_t *out)
{
    const struct value *v = &run->program->values[id];
    const struct explore_type *t = type_of(type);
    if (v->kind == VALUE_RESULT) {
        if (v->number >= run->step || !run->has_result[v->number] || t->size > RUN_RESULT_BYTES)
            return false;
        memcpy(out, run->results[v->number], t->size);
        return true;
    }
    switch (t->kind) {
    case EXPLORE_BOOL:
        *out = v->number != 0;
        return true;
    case EXPLORE_INT:
    case EXPLORE_ENUM:
        put_integer(out, t->size, v->number);
        return true;
    case EXPLORE_FLOAT:
        put_float(out, t->size, v->real);
        return true;
    case EXPLORE_POINTER:
        return place_pointer(run, id, out);
    case EXPLORE_ARRAY:
        return put_array(run, v, type, out);
    case EXPLORE_STRUCT:
    case EXPLORE_UNION:
        return v->kind != VALUE_OBJECT || put_fields(run, v, type, out);
    default:
        return false;
    }
}

bool cet_place(struct run *run, uint16_t id, uint32_t type, void *out)
{
    /* A variable that already lives is passed as it is now: int x; f(&x); g(x). */
    const struct variable *variable = &run->variables[id];
    const struct explore_type *t = type_of(type);
    if (variable->address && t->kind != EXPLORE_POINTER) {
        memcpy(out, variable->address, t->size);
        return true;
    }
    return place_into(run, id, type, out);
}
