/* Variables of a test: their declarations and initialisers. */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "emit_layout.h"
#include "emit_program.h"

const char *frame_element_type(struct test_frame *frame, const struct plan_value *value)
{
    const char *type = value->type ? value->type : "";
    const char *element = program_pointee(frame->program, type);
    if (element[0] == '\0' && type[0] != '\0' && !type_is_pointer(frame->program, type))
        element = type_unqualified(frame->program, type); /* already the type of the elements */
    if (element[0] == '\0' || strcmp(element, "void") == 0)
        return "char";
    const struct fact_type *known = program_type(frame->program, element);
    if (known && (known->flags & TYPE_FLAG_INCOMPLETE))
        return "char";
    return element;
}

static const char *field_key(struct test_frame *frame, const struct plan_value *object, const struct plan_value *item)
{
    return object->kind == PLAN_OBJECT && item->field ? symbols_field_key(frame->program, object->type, item->field)
                                                      : NULL;
}

const char *frame_field_type(struct test_frame *frame, const struct plan_value *object, const struct plan_value *item)
{
    if (object->kind == PLAN_ARRAY)
        return object->type ? object->type : "";
    const struct fact_type *record = program_type(frame->program, object->type);
    for (uint32_t i = 0; record && item->field && i < record->field_count; i++)
        if (strcmp(record->fields[i].name, item->field) == 0)
            return type_spelling(frame->program->facts, record->fields[i].type);
    return item->type ? item->type : "";
}

bool frame_is_text_in_place(struct test_frame *frame, const struct plan_value *object, const struct plan_value *item)
{
    const char *type = frame_field_type(frame, object, item);
    return (item->kind == PLAN_STRING || item->kind == PLAN_BYTES) && strchr(type, '[') && !strstr(type, "(*");
}

static void add_item(struct test_frame *frame, const struct plan_value *object, uint32_t item, struct strbuf *out)
{
    const struct plan_value *v = frame_value(frame, item);
    const char *type = frame_field_type(frame, object, v);
    const bool is_inline = (v->kind == PLAN_OBJECT || v->kind == PLAN_ARRAY) && !frame->variables[item];
    if (is_inline || frame_is_text_in_place(frame, object, v))
        frame_add_initialiser(frame, item, out);
    else
        frame_add_expression(frame, item, type, field_key(frame, object, v), out);
}

static bool closes_cycle(const struct test_frame *frame, const struct plan_value *item)
{
    return (item->kind == PLAN_ADDRESS || item->kind == PLAN_SAME) && item->item_count == 1 &&
           frame->is_declaring[item->items[0]] && !frame->is_declared[item->items[0]];
}

static void add_items(struct test_frame *frame, uint32_t value, struct strbuf *out)
{
    const struct plan_value *v = frame_value(frame, value);
    bool is_first = true;
    strbuf_add_char(out, '{');
    for (uint32_t i = 0; i < v->item_count; i++) {
        const struct plan_value *item = frame_value(frame, v->items[i]);
        if (!item)
            continue;
        if (item->field && v->kind == PLAN_OBJECT && closes_cycle(frame, item) && frame->variables[value]) {
            strbuf_printf(&frame->deferred, "%s.%s = &%s;\n", frame->variables[value], item->field,
                          frame->variables[item->items[0]]);
            continue;
        }
        strbuf_add_text(out, is_first ? "" : ", ");
        is_first = false;
        if (item->field && item->field[0] && v->kind == PLAN_OBJECT)
            strbuf_printf(out, ".%s = ", item->field);
        add_item(frame, v, v->items[i], out);
    }
    if (is_first)
        strbuf_add_char(out, '0');
    strbuf_add_char(out, '}');
}

void frame_add_initialiser(struct test_frame *frame, uint32_t value, struct strbuf *out)
{
    const struct plan_value *v = frame_value(frame, value);
    if (v->kind == PLAN_STRING || v->kind == PLAN_BYTES) {
        if (v->kind == PLAN_STRING || bytes_are_readable(v->bytes, v->length))
            literal_add_text(out, v->bytes, v->length);
        else
            layout_byte_list(out, v->bytes, v->length);
    } else {
        add_items(frame, value, out);
    }
}

static void declare_items(struct test_frame *frame, uint32_t value)
{
    const struct plan_value *v = frame_value(frame, value);
    for (uint32_t i = 0; i < v->item_count; i++) {
        const struct plan_value *item = frame_value(frame, v->items[i]);
        if (!item)
            frame_give_up(frame, "value %u does not exist", v->items[i]);
        else if (!frame->is_declaring[v->items[i]])
            frame_declare(frame, v->items[i]);
    }
}

static void declare_buffer(struct test_frame *frame, const struct plan_value *v, const char *name)
{
    const char *element = frame_element_type(frame, v);
    const struct fact_type *known = program_type(frame->program, element);
    const uint64_t size = type_is_byte(frame->program, element) || !known || !known->size_bytes ? 1 : known->size_bytes;
    const uint64_t count = (v->length + size - 1) / size;
    SCOPED(strbuf_release) struct strbuf line = {0};
    SCOPED(strbuf_release) struct strbuf declarator = {0};
    strbuf_printf(&declarator, "%s[%" PRIu64 "]", name, count ? count : 1);
    layout_declarator(&line, element, strbuf_text(&declarator));
    strbuf_add_text(&line, v->fill == 0 && !v->rule ? " = {0};" : ";");
    layout_statement(frame->out, 4, strbuf_text(&line));
    if (v->fill == 0 && !v->rule)
        return;
    strbuf_clear(&line);
    if (v->rule) {
        static const char *const rules[] = {"", "SUITE_RAMP", "SUITE_NOISE", "SUITE_SKEWED", "SUITE_PHRASES"};
        strbuf_printf(&line, "suite_fill(%s, sizeof %s, %s, %" PRId64 ");", name, name, rules[v->rule], v->number);
        layout_statement(frame->out, 4, strbuf_text(&line));
        return;
    }
    strbuf_printf(&line, "memset(%s, ", name);
    if (isprint(v->fill) && v->fill != '\'' && v->fill != '\\')
        strbuf_printf(&line, "'%c'", v->fill);
    else
        strbuf_printf(&line, "0x%02x", v->fill);
    strbuf_printf(&line, ", sizeof %s);", name);
    layout_statement(frame->out, 4, strbuf_text(&line));
}

static void declare_array(struct test_frame *frame, uint32_t value, const char *name)
{
    const struct plan_value *v = frame_value(frame, value);
    SCOPED(strbuf_release) struct strbuf line = {0};
    SCOPED(strbuf_release) struct strbuf declarator = {0};
    const char *element =
        v->kind == PLAN_ARRAY ? type_unqualified(frame->program, v->type) : frame_element_type(frame, v);
    const char *bracket = strchr(element, '[');
    if (bracket && v->kind == PLAN_ARRAY && !strstr(element, "(*"))
        element = arena_strndup(&frame->program->arena, element, (size_t)(bracket - element));
    if (v->kind == PLAN_BYTES && v->length == 0)
        strbuf_printf(&declarator, "%s[1]", name);
    else if (v->kind == PLAN_ARRAY && v->item_count == 0)
        strbuf_printf(&declarator, "%s[1]", name);
    else if (v->kind == PLAN_BYTES && frame->program->is_exact && type_is_byte(frame->program, element))
        strbuf_printf(&declarator, "%s[%zu]", name, v->length);
    else
        strbuf_printf(&declarator, "%s[]", name);
    layout_declarator(&line, element, strbuf_text(&declarator));
    strbuf_add_text(&line, " = ");
    if (v->kind == PLAN_BYTES && v->length == 0)
        strbuf_add_text(&line, "{0}");
    else
        frame_add_initialiser(frame, value, &line);
    strbuf_add_char(&line, ';');
    layout_statement(frame->out, 4, strbuf_text(&line));
}

static void declare_single(struct test_frame *frame, uint32_t value, const char *name)
{
    const struct plan_value *v = frame_value(frame, value);
    SCOPED(strbuf_release) struct strbuf line = {0};
    SCOPED(strbuf_release) struct strbuf initialiser = {0};
    if (v->kind == PLAN_OBJECT) {
        add_items(frame, value, &initialiser);
    } else {
        frame->variables[value] = NULL; /* written in place just once: as its own initialiser */
        frame_add_expression(frame, value, v->type, NULL, &initialiser);
        frame->variables[value] = name;
    }
    layout_declarator(&line, type_unqualified(frame->program, v->type), name);
    strbuf_printf(&line, " = %s;", strbuf_text(&initialiser));
    layout_statement(frame->out, 4, strbuf_text(&line));
}

static void declare_file(struct test_frame *frame, const struct plan_value *v, const char *name)
{
    SCOPED(strbuf_release) struct strbuf line = {0};
    if (v->number > 0) {
        strbuf_printf(&line, "FILE *%s = suite_full_file(%lld);", name, (long long)v->number - 1);
    } else {
        strbuf_printf(&line, "FILE *%s = suite_temporary_file(", name);
        literal_add_text(&line, v->bytes ? v->bytes : "", v->length);
        strbuf_printf(&line, ", %zu);", v->length);
    }
    layout_statement(frame->out, 4, strbuf_text(&line));
}

static void declare_path(struct test_frame *frame, const struct plan_value *v, const char *name)
{
    SCOPED(strbuf_release) struct strbuf line = {0};
    layout_declarator(&line, v->type && v->type[0] ? v->type : "char *", name);
    strbuf_add_text(&line, " = suite_file_path(");
    literal_add_text(&line, v->bytes ? v->bytes : "", v->length);
    strbuf_printf(&line, ", %zu);", v->length);
    layout_statement(frame->out, 4, strbuf_text(&line));
}

/* A pointer variable whose address is taken: the bytes need one of their own. */
bool frame_is_pointer_addressed(struct test_frame *frame, uint32_t value)
{
    for (uint32_t v = 0; v < frame->test->value_count; v++) {
        const struct plan_value *address = &frame->test->values[v];
        if (address->kind == PLAN_ADDRESS && address->item_count == 1 && address->items[0] == value && address->type &&
            type_is_pointer(frame->program, program_pointee(frame->program, address->type)))
            return true;
    }
    return false;
}

static void declare_text(struct test_frame *frame, uint32_t value, const char *name)
{
    const struct plan_value *v = frame_value(frame, value);
    if (!frame_is_pointer_addressed(frame, value)) {
        declare_array(frame, value, name);
        return;
    }
    SCOPED(strbuf_release) struct strbuf wish = {0};
    strbuf_printf(&wish, "%s_bytes", name);
    const char *bytes = frame_name(frame, strbuf_text(&wish), "char *");
    if (v->kind == PLAN_BUFFER)
        declare_buffer(frame, v, bytes);
    else
        declare_array(frame, value, bytes);
    SCOPED(strbuf_release) struct strbuf line = {0};
    layout_declarator(&line, v->type && v->type[0] ? v->type : "char *", name);
    strbuf_printf(&line, " = %s;", bytes);
    layout_statement(frame->out, 4, strbuf_text(&line));
}

/* Its own name, else that of the parameter which takes its address. */
static const char *wished_name(const struct test_frame *frame, uint32_t value)
{
    const struct plan_value *v = frame_value(frame, value);
    if (v->name && v->name[0])
        return v->name;
    for (uint32_t i = 0; i < frame->test->value_count; i++) {
        const struct plan_value *address = &frame->test->values[i];
        if (address->kind == PLAN_ADDRESS && address->item_count == 1 && address->items[0] == value && address->name &&
            strlen(address->name) > 1)
            return address->name;
    }
    return "";
}

static void declare_variable(struct test_frame *frame, uint32_t value)
{
    const struct plan_value *v = frame_value(frame, value);
    const char *name = frame->variables[value] =
        frame_name(frame, wished_name(frame, value), v->type ? v->type : "int");
    switch (v->kind) {
    case PLAN_BUFFER:
        if (frame_is_pointer_addressed(frame, value))
            declare_text(frame, value, name);
        else
            declare_buffer(frame, v, name);
        break;
    case PLAN_STRING:
    case PLAN_BYTES:
        declare_text(frame, value, name);
        break;
    case PLAN_ARRAY:
        declare_array(frame, value, name);
        break;
    case PLAN_FILE:
        declare_file(frame, v, name);
        break;
    case PLAN_PATH:
        declare_path(frame, v, name);
        break;
    default:
        if (!v->type || !v->type[0])
            frame_give_up(frame, "value %u has no type", value);
        else
            declare_single(frame, value, name);
        break;
    }
}

void frame_declare(struct test_frame *frame, uint32_t value)
{
    const struct plan_value *v = frame_value(frame, value);
    if (!v || frame->is_declared[value] || frame->is_declaring[value])
        return;
    frame->is_declaring[value] = true;
    if (v->kind != PLAN_CALLBACK)
        declare_items(frame, value);
    if (v->kind == PLAN_RESULT) {
        const uint64_t step = (uint64_t)v->number;
        frame->variables[value] = step < frame->test->step_count ? frame->results[step] : NULL;
        if (!frame->variables[value] || !frame->variables[value][0])
            frame_give_up(frame, "the result of step %" PRIu64 " is used before it is there", step);
    } else if (v->kind == PLAN_SAME) {
        frame->variables[value] = frame->variables[v->items[0]];
    } else if (frame->variables[value]) {
        declare_variable(frame, value);
    }
    frame->is_declared[value] = true;
    if (frame->deferred.length) {
        strbuf_add_text(frame->out, "    ");
        strbuf_add_text(frame->out, strbuf_text(&frame->deferred));
        strbuf_clear(&frame->deferred);
    }
}
