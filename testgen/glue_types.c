/* Types, and recorders for the functions that pointers of the unit may point to. */
#include <stdio.h>
#include <string.h>

#include "c_type.h"
#include "cet/core/memory.h"
#include "glue.h"

#define FIELDS_MAX 64u

bool glue_has_recorders(const struct glue *glue, uint32_t type)
{
    const struct fact_type *t = glue_resolved(glue, type);
    if (t->kind != TYPE_FUNCTION || t->flags & (TYPE_FLAG_VARIADIC | TYPE_FLAG_NO_PROTOTYPE) || t->param_count > 16 ||
        !c_type_is_nameable(glue->facts, type))
        return false;
    uint8_t result = glue_resolved(glue, t->target)->kind;
    return result != TYPE_COMPLEX && result != TYPE_ARRAY;
}

static bool is_number(const struct fact_type *t, uint64_t least)
{
    return t->kind == TYPE_INT && t->size_bytes >= least;
}

static bool points_to_bytes(const struct glue *glue, const struct fact_type *t, bool allow_void)
{
    if (t->kind != TYPE_POINTER)
        return false;
    const struct fact_type *target = glue_resolved(glue, t->target);
    return (target->kind == TYPE_VOID && allow_void) || (target->kind == TYPE_INT && target->size_bytes == 1);
}

/* How a recorder logs each argument: docs/formats/test-plan.md, and the emitter's callbacks, which must agree. */
static void write_log_letters(const struct glue *glue, const struct fact_type *f, struct strbuf *out)
{
    strbuf_add_char(out, '"');
    for (uint32_t i = 0; i < f->param_count; i++) {
        const struct fact_type *t = glue_resolved(glue, f->params[i]);
        const struct fact_type *next = i + 1 < f->param_count ? glue_resolved(glue, f->params[i + 1]) : NULL;
        if (points_to_bytes(glue, t, true) && next && is_number(next, 4)) {
            strbuf_add_text(out, "b-");
            i++;
        } else if (points_to_bytes(glue, t, false)) {
            strbuf_add_char(out, 's');
        } else if (t->kind == TYPE_INT || t->kind == TYPE_ENUM || t->kind == TYPE_BOOL) {
            strbuf_add_char(out, t->flags & TYPE_FLAG_SIGNED || t->kind == TYPE_ENUM ? 'i' : 'u');
        } else if (t->kind == TYPE_FLOAT) {
            strbuf_add_char(out, 'f');
        } else {
            strbuf_add_char(out, t->kind == TYPE_STRUCT || t->kind == TYPE_UNION ? 'o' : 'p');
        }
    }
    strbuf_add_char(out, '"');
}

static void write_recorder(const struct glue *glue, uint32_t number, const struct fact_type *f, unsigned slot,
                           struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf head = {0};
    strbuf_printf(&head, "cet_glue_on_%u_%u(", number, slot);
    for (uint32_t i = 0; i < f->param_count; i++) {
        char name[24];
        snprintf(name, sizeof name, "cet_a%u", i);
        strbuf_add_text(&head, i ? ", " : "");
        c_type_declare(glue->facts, f->params[i], name, &head);
    }
    strbuf_add_text(&head, f->param_count ? ")" : "void)");
    bool is_void = glue_resolved(glue, f->target)->kind == TYPE_VOID;
    strbuf_add_text(out, "CET_GLUE static ");
    c_type_declare(glue->facts, f->target, strbuf_text(&head), out);
    strbuf_add_text(out, "\n{\n    void *const cet_args[] = {");
    for (uint32_t i = 0; i < f->param_count; i++)
        strbuf_printf(out, "(void *)&cet_a%u, ", i);
    strbuf_add_text(out, "0};\n");
    if (!is_void) {
        SCOPED(strbuf_release) struct strbuf result = {0};
        c_type_declare(glue->facts, f->target, "cet_result", &result);
        strbuf_printf(out, "    union { %s; char cet_bytes[1]; } cet_r;\n", strbuf_text(&result));
    }
    strbuf_printf(out, "    cet_explore_called(%u, %u, cet_args, %s);\n", number, slot,
                  is_void ? "(void *)&cet_args, 0" : "(void *)&cet_r, sizeof cet_r.cet_result");
    strbuf_add_text(out, is_void ? "}\n" : "    return cet_r.cet_result;\n}\n");
}

void glue_write_recorders(const struct glue *glue, struct strbuf *out)
{
    for (uint32_t n = 0; n < glue->type_count; n++) {
        if (!glue_has_recorders(glue, glue->types[n]))
            continue;
        const struct fact_type *f = glue_resolved(glue, glue->types[n]);
        for (unsigned slot = 0; slot < EXPLORE_CALLBACK_SLOTS; slot++)
            write_recorder(glue, n, f, slot, out);
        strbuf_printf(out, "static void (*const cet_glue_recorders_%u[])(void) = {", n);
        for (unsigned slot = 0; slot < EXPLORE_CALLBACK_SLOTS; slot++)
            strbuf_printf(out, "(void (*)(void))cet_glue_on_%u_%u, ", n, slot);
        strbuf_add_text(out, "};\n");
    }
}

static uint32_t number_of(const struct glue *glue, uint32_t type)
{
    uint32_t number = type < glue->facts->type_count ? glue->numbers[type] : NO_ID;
    return number == NO_ID ? 0 : number;
}

static bool is_anonymous_record(const struct glue *glue, const struct type_field *field)
{
    uint8_t kind = glue_resolved(glue, field->type)->kind;
    return !*field->name && (kind == TYPE_STRUCT || kind == TYPE_UNION);
}

/* Members of anonymous records count as the outer record's own. Returns how many fields were written. */
static uint32_t write_fields(const struct glue *glue, const struct fact_type *record, uint64_t base_bits,
                             uint32_t written, struct strbuf *out)
{
    const struct role *roles = behaviour_fields(glue->facts, glue->program, record, glue->arena);
    bool is_plain = written == 0; /* partners are only right where nothing was flattened before */
    for (uint32_t i = 0; i < record->field_count && written < FIELDS_MAX; i++) {
        const struct type_field *field = &record->fields[i];
        uint64_t bits = base_bits + field->offset_bits;
        if (is_anonymous_record(glue, field)) {
            written = write_fields(glue, glue_resolved(glue, field->type), bits, written, out);
            is_plain = false;
            continue;
        }
        if (!*field->name || !glue_resolved(glue, field->type)->size_bytes) { /* padding, flexible arrays */
            is_plain = false;
            continue;
        }
        strbuf_printf(out, "    {\"%s\", %u, %llu, %u, %u, %u, %u},\n", field->name, number_of(glue, field->type),
                      (unsigned long long)(bits / 8), field->is_bit_field ? (unsigned)(bits % 8) : 0, field->bit_width,
                      is_plain ? roles[i].kind : 0, is_plain ? roles[i].partner & 0xffff : 0xffff);
        written++;
    }
    return written;
}

static uint8_t kind_of(const struct glue *glue, const struct fact_type *t)
{
    if (t->name && !strcmp(t->name, "_IO_FILE"))
        return EXPLORE_FILE;
    switch (t->kind) {
    case TYPE_BOOL:
        return EXPLORE_BOOL;
    case TYPE_INT:
        return EXPLORE_INT;
    case TYPE_FLOAT:
        return EXPLORE_FLOAT;
    case TYPE_ENUM:
        return EXPLORE_ENUM;
    case TYPE_POINTER:
        return EXPLORE_POINTER;
    case TYPE_ARRAY:
        return EXPLORE_ARRAY;
    case TYPE_STRUCT:
        return EXPLORE_STRUCT;
    case TYPE_UNION:
        return EXPLORE_UNION;
    case TYPE_FUNCTION:
        return EXPLORE_FUNCTION;
    default:
        (void)glue;
        return EXPLORE_VOID;
    }
}

static uint32_t flags_of(const struct glue *glue, uint32_t type)
{
    const struct fact_type *t = glue_resolved(glue, type);
    uint32_t flags = 0;
    for (uint32_t id = type; id < glue->facts->type_count; id = glue->facts->types[id].target) {
        if (glue->facts->types[id].flags & TYPE_FLAG_CONST)
            flags |= EXPLORE_CONST;
        if (glue->facts->types[id].kind != TYPE_TYPEDEF)
            break;
    }
    if (t->kind == TYPE_ENUM) /* its signedness is that of the underlying type; C makes enumerators fit int */
        flags |= EXPLORE_SIGNED;
    if (t->flags & TYPE_FLAG_SIGNED)
        flags |= EXPLORE_SIGNED;
    if (t->flags & TYPE_FLAG_CHARACTER)
        flags |= EXPLORE_CHARACTER;
    if (t->flags & TYPE_FLAG_INCOMPLETE)
        flags |= EXPLORE_INCOMPLETE;
    if (glue->behaviour.handles[type])
        flags |= EXPLORE_HANDLE;
    return flags;
}

static uint32_t key_of(const struct glue *glue, uint32_t number)
{
    for (uint32_t i = 0; i < number; i++)
        if (!strcmp(glue->keys[i], glue->keys[number]))
            return i;
    return number;
}

/* The tables that hang on one type; returns the number of fields. */
static uint32_t write_parts(const struct glue *glue, uint32_t number, const struct fact_type *t, struct strbuf *out)
{
    uint32_t fields = 0;
    if (t->field_count) {
        strbuf_printf(out, "static const struct explore_field cet_glue_fields_%u[] = {\n", number);
        fields = write_fields(glue, t, 0, 0, out);
        strbuf_add_text(out, "    {0}};\n");
    }
    if (t->enumerator_count) {
        strbuf_printf(out, "static const struct explore_enumerator cet_glue_enumerators_%u[] = {\n", number);
        for (uint32_t i = 0; i < t->enumerator_count; i++)
            strbuf_printf(out, "    {\"%s\", %lldLL},\n", t->enumerators[i].name, (long long)t->enumerators[i].value);
        strbuf_add_text(out, "};\n");
    }
    if (t->kind == TYPE_FUNCTION) {
        strbuf_printf(out, "static const uint32_t cet_glue_params_%u[] = {", number);
        for (uint32_t i = 0; i < t->param_count; i++)
            strbuf_printf(out, "%u, ", number_of(glue, t->params[i]));
        strbuf_add_text(out, "0};\n");
    }
    return fields;
}

static void write_type(const struct glue *glue, uint32_t number, uint32_t fields, struct strbuf *out)
{
    uint32_t type = glue->types[number];
    const struct fact_type *t = glue_resolved(glue, type);
    bool has_target = t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY || t->kind == TYPE_FUNCTION;
    uint64_t size = t->kind == TYPE_FUNCTION || t->size_bytes > UINT32_MAX ? 0 : t->size_bytes;
    strbuf_printf(out, "    {%u, %u, ", kind_of(glue, t), flags_of(glue, type));
    const char *spelling = glue->facts->types[type].spelling;
    strbuf_add_c_literal(out, spelling, strlen(spelling));
    strbuf_printf(out, ", %llu, %u, %u, %llu, %u, ", (unsigned long long)size, t->align_bytes ? t->align_bytes : 1,
                  has_target ? number_of(glue, t->target) : 0, (unsigned long long)(t->count & 0xffffffff),
                  key_of(glue, number));
    if (t->field_count)
        strbuf_printf(out, "cet_glue_fields_%u, %u, ", number, fields);
    else
        strbuf_add_text(out, "0, 0, ");
    if (t->enumerator_count)
        strbuf_printf(out, "cet_glue_enumerators_%u, %u, ", number, t->enumerator_count);
    else
        strbuf_add_text(out, "0, 0, ");
    if (t->kind != TYPE_FUNCTION) {
        strbuf_add_text(out, "0, 0, 0, 0},\n");
        return;
    }
    strbuf_printf(out, "cet_glue_params_%u, %u, ", number, t->param_count);
    write_log_letters(glue, t, out);
    if (glue_has_recorders(glue, type))
        strbuf_printf(out, ", cet_glue_recorders_%u},\n", number);
    else
        strbuf_add_text(out, ", 0},\n");
}

void glue_write_types(const struct glue *glue, struct strbuf *out)
{
    uint32_t *fields = arena_array(glue->arena, glue->type_count + 1, sizeof *fields);
    for (uint32_t n = 0; n < glue->type_count; n++)
        fields[n] = write_parts(glue, n, glue_resolved(glue, glue->types[n]), out);
    strbuf_add_text(out, "static const struct explore_type cet_glue_types[] = {\n");
    for (uint32_t n = 0; n < glue->type_count; n++)
        write_type(glue, n, fields[n], out);
    strbuf_add_text(out, "    {0}};\n\n");
}
