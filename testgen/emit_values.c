/* Values of a plan as variables and expressions of a test. */
#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "emit_layout.h"
#include "emit_program.h"

void frame_give_up(struct test_frame *frame, const char *format, ...)
{
    if (frame->problem)
        return;
    SCOPED(strbuf_release) struct strbuf text = {0};
    va_list args;
    va_start(args, format);
    strbuf_vprintf(&text, format, args);
    va_end(args);
    frame->problem = arena_strdup(&frame->program->arena, strbuf_text(&text));
}

static const struct plan_value *value_at(const struct test_frame *frame, uint32_t value)
{
    return value < frame->test->value_count ? &frame->test->values[value] : NULL;
}

/* ---- names --------------------------------------------------------------------------------------------------------
 */

/* "struct csv_parser *" -> "parser", "cJSON *" -> "cjson", "char *" -> "text", "int" -> "result". */
static void add_name_of_type(struct test_frame *frame, const char *type, struct strbuf *out)
{
    struct program *program = frame->program;
    const char *base = program_pointee(program, type);
    const bool is_pointer = base[0] != '\0';
    while (is_pointer && type_is_pointer(program, base))
        base = program_pointee(program, base);
    if (is_pointer && type_is_byte(program, base)) {
        strbuf_add_text(out, "text");
        return;
    }
    const struct fact_type *known = program_type(program, is_pointer ? base : type);
    if (!known || (known->kind != TYPE_STRUCT && known->kind != TYPE_UNION)) {
        strbuf_add_text(out, is_pointer ? "values" : "result");
        return;
    }
    const char *name = is_pointer ? base : type_unqualified(program, type);
    const char *blank = strrchr(name, ' ');
    name = blank ? blank + 1 : name;
    SCOPED(strbuf_release) struct strbuf slug = {0};
    layout_slug(&slug, name, 60);
    const char *text = strbuf_text(&slug);
    const size_t length = strlen(text);
    if (length > 2 && strcmp(text + length - 2, "_t") == 0) {
        slug.length -= 2;
        slug.bytes[slug.length] = '\0';
    }
    const char *word = strrchr(text, '_');
    strbuf_add_text(out, word && strlen(word) > 3 ? word + 1 : text);
}

static bool is_keyword(const char *name)
{
    static const char *const words[] = {
        "auto",   "break",  "case",     "char",     "const",   "continue", "default", "do",    "double",   "else",
        "enum",   "extern", "float",    "for",      "goto",    "if",       "inline",  "int",   "long",     "register",
        "return", "short",  "signed",   "sizeof",   "static",  "struct",   "switch",  "union", "unsigned", "void",
        "while",  "bool",   "restrict", "volatile", "typedef", "true",     "false",   "main",  "errno",    "log",
        "index",  "time",   "read",     "write",    "stdin",   "stdout",   "stderr",  "y0",    "y1",       "j0",
        "j1",     "asm",    "typeof",   "unix",     "linux",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (strcmp(words[i], name) == 0)
            return true;
    return false;
}

const char *frame_name(struct test_frame *frame, const char *wish, const char *type)
{
    SCOPED(strbuf_release) struct strbuf name = {0};
    for (const char *c = wish; *c; c++)
        if (isalnum((unsigned char)*c) || *c == '_')
            strbuf_add_char(&name, *c);
    if (name.length == 0 || isdigit((unsigned char)name.bytes[0]) || name.bytes[0] == '_') {
        strbuf_clear(&name);
        add_name_of_type(frame, type, &name);
    }
    const size_t stem = name.length;
    for (unsigned i = 2;; i++) {
        bool is_new = false;
        uint64_t taken;
        const char *text = strbuf_text(&name);
        if (!is_keyword(text) && !map_find(&frame->program->helper_names, text, &taken))
            map_add(&frame->names, text, 1, &is_new);
        if (is_new)
            return arena_strdup(&frame->program->arena, text);
        name.length = stem;
        strbuf_printf(&name, "%u", i);
    }
}

/* ---- which values need a variable -----------------------------------------------------------------------------------
 */

static bool is_written_through(struct test_frame *frame, uint32_t value, const char *wanted)
{
    const struct plan_value *v = value_at(frame, value);
    const char *type = wanted[0] ? wanted : v->type ? v->type : "";
    return !type_is_const_pointer(frame->program, type);
}

static void want_variable(struct test_frame *frame, uint32_t value)
{
    if (value < frame->test->value_count && !frame->variables[value])
        frame->variables[value] = "";
}

static void look_at_use(struct test_frame *frame, uint32_t value, const char *wanted, bool is_item)
{
    const struct plan_value *v = value_at(frame, value);
    if (!v) {
        frame_give_up(frame, "value %u does not exist", value);
        return;
    }
    switch (v->kind) {
    case PLAN_OBJECT:
    case PLAN_ARRAY:
        if (!is_item)
            want_variable(frame, value);
        break;
    case PLAN_BUFFER:
    case PLAN_FILE:
        want_variable(frame, value);
        break;
    case PLAN_STRING:
    case PLAN_BYTES:
        if (is_written_through(frame, value, wanted))
            want_variable(frame, value);
        break;
    case PLAN_ADDRESS:
    case PLAN_SAME:
        if (v->item_count == 1)
            want_variable(frame, v->items[0]);
        else
            frame_give_up(frame, "value %u names no other value", value);
        break;
    default:
        break;
    }
}

static const char *param_type(const struct test_frame *frame, const struct plan_step *step, uint32_t arg)
{
    const struct fact_param *param = function_param(program_function(frame->program, step->function), arg);
    return param ? type_spelling(frame->program->facts, param->type) : "";
}

static bool looks_at_value(enum plan_expect_kind kind)
{
    return kind != PLAN_EXPECT_LOG && kind != PLAN_EXPECT_ERRNO && kind != PLAN_EXPECT_EXIT &&
           kind != PLAN_EXPECT_ABORT && kind != PLAN_EXPECT_NO_BLOCKS;
}

static void look_at_uses(struct test_frame *frame)
{
    const struct plan_test *test = frame->test;
    for (uint32_t s = 0; s < test->step_count; s++)
        for (uint32_t a = 0; a < test->steps[s].arg_count; a++)
            look_at_use(frame, test->steps[s].args[a], param_type(frame, &test->steps[s], a), false);
    for (uint32_t v = 0; v < test->value_count; v++)
        for (uint32_t i = 0; i < test->values[v].item_count; i++)
            if (test->values[v].kind == PLAN_OBJECT || test->values[v].kind == PLAN_ARRAY)
                look_at_use(frame, test->values[v].items[i], "", true);
    for (uint32_t e = 0; e < test->expect_count; e++) {
        const struct plan_expect *expect = &test->expects[e];
        if (!expect->root_is_result && !expect->root_is_global && expect->root < test->value_count &&
            test->values[expect->root].kind != PLAN_CALLBACK && test->values[expect->root].kind != PLAN_ADDRESS &&
            looks_at_value(expect->kind))
            want_variable(frame, expect->root);
        if (expect->kind == PLAN_EXPECT_POINTS)
            want_variable(frame, expect->target);
    }
}

static bool is_result_used(const struct plan_test *test, uint32_t step)
{
    for (uint32_t v = 0; v < test->value_count; v++)
        if (test->values[v].kind == PLAN_RESULT && test->values[v].number == (int64_t)step)
            return true;
    for (uint32_t e = 0; e < test->expect_count; e++)
        if (test->expects[e].root_is_result && test->expects[e].root == step &&
            test->expects[e].kind != PLAN_EXPECT_EXIT && test->expects[e].kind != PLAN_EXPECT_ABORT)
            return true;
    return false;
}

static const char *result_wish(const struct plan_test *test, uint32_t step)
{
    for (uint32_t v = 0; v < test->value_count; v++)
        if (test->values[v].kind == PLAN_RESULT && test->values[v].number == (int64_t)step && test->values[v].name)
            return test->values[v].name;
    return "";
}

/* A callback is found before the values that hold it; its result is an item of the callback. */
static void name_callbacks(struct test_frame *frame)
{
    for (uint32_t v = 0; v < frame->test->value_count; v++) {
        const struct plan_value *value = &frame->test->values[v];
        if (value->kind != PLAN_CALLBACK)
            continue;
        const struct plan_value *result = value->item_count ? value_at(frame, value->items[0]) : NULL;
        frame->variables[v] = program_callback(frame->program, value, result);
        frame->is_declared[v] = true;
        if (!frame->variables[v])
            frame_give_up(frame, "the signature of callback type '%s' is not known", value->type);
    }
}

bool frame_prepare(struct test_frame *frame)
{
    const struct plan_test *test = frame->test;
    struct arena *arena = &frame->program->arena;
    frame->variables = arena_array(arena, test->value_count + 1, sizeof *frame->variables);
    frame->is_declared = arena_array(arena, test->value_count + 1, sizeof *frame->is_declared);
    frame->is_declaring = arena_array(arena, test->value_count + 1, sizeof *frame->is_declaring);
    frame->results = arena_array(arena, test->step_count + 1, sizeof *frame->results);
    name_callbacks(frame);
    look_at_uses(frame);
    for (uint32_t s = 0; s < test->step_count; s++) {
        map_add(&frame->names, test->steps[s].function, 1, NULL);
        if (is_result_used(test, s) && strcmp(test->steps[s].result_type, "void") != 0)
            frame->results[s] = ""; /* named when the step is written, in order of reading */
    }
    return frame->problem == NULL;
}

void frame_release(struct test_frame *frame)
{
    map_release(&frame->names);
    map_release(&frame->guarded);
    strbuf_release(&frame->deferred);
}

/* ---- declarations ---------------------------------------------------------------------------------------------------
 */

static const char *element_type(struct test_frame *frame, const struct plan_value *value)
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

static void add_initialiser(struct test_frame *frame, uint32_t value, struct strbuf *out);

static const char *field_key(struct test_frame *frame, const struct plan_value *object, const struct plan_value *item)
{
    return object->kind == PLAN_OBJECT && item->field ? symbols_field_key(frame->program, object->type, item->field)
                                                      : NULL;
}

static const char *field_type(struct test_frame *frame, const struct plan_value *object, const struct plan_value *item)
{
    if (object->kind == PLAN_ARRAY)
        return object->type ? object->type : "";
    const struct fact_type *record = program_type(frame->program, object->type);
    for (uint32_t i = 0; record && item->field && i < record->field_count; i++)
        if (strcmp(record->fields[i].name, item->field) == 0)
            return type_spelling(frame->program->facts, record->fields[i].type);
    return item->type ? item->type : "";
}

static void add_item(struct test_frame *frame, const struct plan_value *object, uint32_t item, struct strbuf *out)
{
    const struct plan_value *v = value_at(frame, item);
    const char *type = field_type(frame, object, v);
    const bool is_inline = (v->kind == PLAN_OBJECT || v->kind == PLAN_ARRAY) && !frame->variables[item];
    const bool is_text_in_place =
        (v->kind == PLAN_STRING || v->kind == PLAN_BYTES) && strchr(type, '[') && !strstr(type, "(*");
    if (is_inline || is_text_in_place)
        add_initialiser(frame, item, out);
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
    const struct plan_value *v = value_at(frame, value);
    bool is_first = true;
    strbuf_add_char(out, '{');
    for (uint32_t i = 0; i < v->item_count; i++) {
        const struct plan_value *item = value_at(frame, v->items[i]);
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

static void add_initialiser(struct test_frame *frame, uint32_t value, struct strbuf *out)
{
    const struct plan_value *v = value_at(frame, value);
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
    const struct plan_value *v = value_at(frame, value);
    for (uint32_t i = 0; i < v->item_count; i++) {
        const struct plan_value *item = value_at(frame, v->items[i]);
        if (!item)
            frame_give_up(frame, "value %u does not exist", v->items[i]);
        else if (!frame->is_declaring[v->items[i]])
            frame_declare(frame, v->items[i]);
    }
}

static void declare_buffer(struct test_frame *frame, const struct plan_value *v, const char *name)
{
    const char *element = element_type(frame, v);
    const struct fact_type *known = program_type(frame->program, element);
    const uint64_t size = type_is_byte(frame->program, element) || !known || !known->size_bytes ? 1 : known->size_bytes;
    const uint64_t count = (v->length + size - 1) / size;
    SCOPED(strbuf_release) struct strbuf line = {0};
    SCOPED(strbuf_release) struct strbuf declarator = {0};
    strbuf_printf(&declarator, "%s[%" PRIu64 "]", name, count ? count : 1);
    layout_declarator(&line, element, strbuf_text(&declarator));
    strbuf_add_text(&line, v->fill == 0 ? " = {0};" : ";");
    layout_statement(frame->out, 4, strbuf_text(&line));
    if (v->fill == 0)
        return;
    strbuf_clear(&line);
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
    const struct plan_value *v = value_at(frame, value);
    SCOPED(strbuf_release) struct strbuf line = {0};
    SCOPED(strbuf_release) struct strbuf declarator = {0};
    const char *element = v->kind == PLAN_ARRAY ? type_unqualified(frame->program, v->type) : element_type(frame, v);
    const char *bracket = strchr(element, '[');
    if (bracket && v->kind == PLAN_ARRAY && !strstr(element, "(*"))
        element = arena_strndup(&frame->program->arena, element, (size_t)(bracket - element));
    if (v->kind == PLAN_BYTES && v->length == 0)
        strbuf_printf(&declarator, "%s[1]", name);
    else if (v->kind == PLAN_ARRAY && v->item_count == 0)
        strbuf_printf(&declarator, "%s[1]", name);
    else
        strbuf_printf(&declarator, "%s[]", name);
    layout_declarator(&line, element, strbuf_text(&declarator));
    strbuf_add_text(&line, " = ");
    if (v->kind == PLAN_BYTES && v->length == 0)
        strbuf_add_text(&line, "{0}");
    else
        add_initialiser(frame, value, &line);
    strbuf_add_char(&line, ';');
    layout_statement(frame->out, 4, strbuf_text(&line));
}

static void declare_single(struct test_frame *frame, uint32_t value, const char *name)
{
    const struct plan_value *v = value_at(frame, value);
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
    strbuf_printf(&line, "FILE *%s = suite_temporary_file(", name);
    literal_add_text(&line, v->bytes ? v->bytes : "", v->length);
    strbuf_printf(&line, ", %zu);", v->length);
    layout_statement(frame->out, 4, strbuf_text(&line));
}

/* A pointer variable whose address is taken: the bytes need one of their own. */
static bool is_pointer_addressed(struct test_frame *frame, uint32_t value)
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
    const struct plan_value *v = value_at(frame, value);
    if (!is_pointer_addressed(frame, value)) {
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
    const struct plan_value *v = value_at(frame, value);
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
    const struct plan_value *v = value_at(frame, value);
    const char *name = frame->variables[value] =
        frame_name(frame, wished_name(frame, value), v->type ? v->type : "int");
    switch (v->kind) {
    case PLAN_BUFFER:
        if (is_pointer_addressed(frame, value))
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
    const struct plan_value *v = value_at(frame, value);
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

/* ---- expressions ----------------------------------------------------------------------------------------------------
 */

static bool is_array_variable(struct test_frame *frame, uint32_t value)
{
    const enum plan_value_kind kind = frame->test->values[value].kind;
    return kind == PLAN_ARRAY ||
           ((kind == PLAN_BUFFER || kind == PLAN_BYTES || kind == PLAN_STRING) && !is_pointer_addressed(frame, value));
}

/* unsigned char * and char * do not mix without a word. */
static void add_cast_between_bytes(struct test_frame *frame, const char *have, const char *wanted, struct strbuf *out)
{
    const char *element = program_pointee(frame->program, wanted);
    if (element[0] == '\0' || strcmp(element, "void") == 0 || strcmp(element, have) == 0)
        return;
    const struct fact_type *a = program_type(frame->program, element), *b = program_type(frame->program, have);
    if (a && b && a == b)
        return;
    strbuf_printf(out, "(%s)", type_unqualified(frame->program, wanted));
}

static void add_literal(struct test_frame *frame, const struct plan_value *v, const char *wanted, struct strbuf *out)
{
    add_cast_between_bytes(frame, "char", wanted[0] ? wanted : v->type ? v->type : "", out);
    if (bytes_are_readable(v->bytes, v->length)) {
        literal_add_text(out, v->bytes, v->length);
        return;
    }
    strbuf_add_text(out, out->length && out->bytes[out->length - 1] == ')' ? "" : "");
    literal_add_text(out, v->bytes, v->length);
}

static void add_address(struct test_frame *frame, const struct plan_value *v, const char *wanted, struct strbuf *out)
{
    const uint32_t target = v->items[0];
    const struct plan_value *t = value_at(frame, target);
    const char *name = t ? frame->variables[target] : NULL;
    if (!name || !name[0]) {
        frame_give_up(frame, "the address of a value without a variable is taken");
        return;
    }
    if (is_array_variable(frame, target)) {
        if (t->kind != PLAN_ARRAY && type_is_byte(frame->program, element_type(frame, t)))
            add_cast_between_bytes(frame, element_type(frame, t), wanted, out);
        strbuf_add_text(out, name);
        return;
    }
    strbuf_printf(out, "&%s", name);
}

static void add_variable(struct test_frame *frame, uint32_t value, const char *wanted, struct strbuf *out)
{
    const struct plan_value *v = value_at(frame, value);
    if ((v->kind == PLAN_BUFFER || v->kind == PLAN_BYTES || v->kind == PLAN_STRING) &&
        type_is_byte(frame->program, element_type(frame, v)))
        add_cast_between_bytes(frame, element_type(frame, v), wanted, out);
    strbuf_add_text(out, frame->variables[value]);
}

void frame_add_expression(struct test_frame *frame, uint32_t value, const char *wanted_type, const char *key,
                          struct strbuf *out)
{
    const struct plan_value *v = value_at(frame, value);
    const char *wanted = wanted_type ? wanted_type : "";
    if (!v) {
        frame_give_up(frame, "value %u does not exist", value);
        return;
    }
    const char *type = wanted[0] ? wanted : v->type ? v->type : "";
    if (frame->variables[value] && frame->variables[value][0]) {
        add_variable(frame, value, wanted, out);
        return;
    }
    switch (v->kind) {
    case PLAN_INT:
        if (type_is_pointer(frame->program, type))
            strbuf_printf(out, "(void *)(intptr_t)%" PRId64, v->number);
        else
            literal_add_int(frame->program, key, type, v->number, v->is_unsigned, out);
        break;
    case PLAN_FLOAT:
        literal_add_float(type_unqualified(frame->program, type), v->real, out);
        break;
    case PLAN_STRING:
    case PLAN_BYTES:
        add_literal(frame, v, wanted, out);
        break;
    case PLAN_NULL:
        strbuf_add_text(out, "NULL");
        break;
    case PLAN_ADDRESS:
        add_address(frame, v, wanted, out);
        break;
    case PLAN_FUNCTION:
        strbuf_add(out, v->bytes, v->length ? v->length : strlen(v->bytes));
        break;
    case PLAN_OBJECT:
    case PLAN_ARRAY:
        add_initialiser(frame, value, out);
        break;
    default:
        frame_give_up(frame, "value %u has no variable", value);
        break;
    }
}

/* ---- steps ----------------------------------------------------------------------------------------------------------
 */

static bool must_use_result(const struct fact_function *function)
{
    return function && (function->attributes &
                        (ATTRIBUTE_WARN_UNUSED_RESULT | ATTRIBUTE_PURE | ATTRIBUTE_CONST | ATTRIBUTE_MALLOC)) != 0;
}

/* `sizeof dest` where a buffer is followed by its size. */
static bool add_sizeof(struct test_frame *frame, const struct plan_step *step, uint32_t arg, struct strbuf *out)
{
    if (arg == 0 || frame->test->values[step->args[arg]].kind != PLAN_INT)
        return false;
    uint32_t before = step->args[arg - 1];
    if (frame->test->values[before].kind == PLAN_ADDRESS || frame->test->values[before].kind == PLAN_SAME)
        before = frame->test->values[before].items[0];
    const struct plan_value *buffer = &frame->test->values[before];
    if (buffer->kind != PLAN_BUFFER || !is_array_variable(frame, before) || buffer->length == 0 ||
        (uint64_t)frame->test->values[step->args[arg]].number != buffer->length)
        return false;
    const char *type = param_type(frame, step, arg);
    if (!type_is_byte(frame->program, element_type(frame, buffer)) || strstr(type, "char"))
        return false;
    strbuf_printf(out, "sizeof %s", frame->variables[before]);
    return true;
}

static void add_call(struct test_frame *frame, const struct plan_step *step, struct strbuf *out)
{
    strbuf_printf(out, "%s(", step->function);
    for (uint32_t a = 0; a < step->arg_count; a++) {
        strbuf_add_text(out, a ? ", " : "");
        if (step->args[a] >= frame->test->value_count) {
            frame_give_up(frame, "value %u does not exist", step->args[a]);
            continue;
        }
        if (!add_sizeof(frame, step, a, out))
            frame_add_expression(frame, step->args[a], param_type(frame, step, a),
                                 symbols_param_key(frame->program, step->function, a), out);
    }
    strbuf_add_char(out, ')');
}

void frame_add_step(struct test_frame *frame, uint32_t index)
{
    const struct plan_step *step = &frame->test->steps[index];
    const struct fact_function *function = program_function(frame->program, step->function);
    for (uint32_t a = 0; a < step->arg_count; a++)
        frame_declare(frame, step->args[a]);
    if (step->fail_allocation < 0)
        layout_statement(frame->out, 4, "suite_fail_allocation(SUITE_EVERY_ALLOCATION);");
    else if (step->fail_allocation > 0)
        strbuf_printf(frame->out, "    suite_fail_allocation(%d);\n", step->fail_allocation);
    if (step->clears_errno)
        layout_statement(frame->out, 4, "errno = 0;");
    SCOPED(strbuf_release) struct strbuf line = {0};
    SCOPED(strbuf_release) struct strbuf call = {0};
    add_call(frame, step, &call);
    if (frame->results[index]) {
        frame->results[index] = frame_name(frame, result_wish(frame->test, index), step->result_type);
        layout_declarator(&line, step->result_type, frame->results[index]);
        strbuf_add_text(&line, " = ");
    } else if (must_use_result(function) && strcmp(step->result_type, "void") != 0) {
        const struct fact_type *result = program_type(frame->program, step->result_type);
        strbuf_add_text(&line, result && result->kind == TYPE_STRUCT ? "(void)" : "(void)!");
    }
    strbuf_printf(&line, "%s;", strbuf_text(&call));
    layout_statement(frame->out, 4, strbuf_text(&line));
    if (step->fail_allocation != 0)
        layout_statement(frame->out, 4, "suite_fail_allocation(SUITE_NO_ALLOCATION);");
    map_release(&frame->guarded);
    frame->guarded = (struct map){0};
}
