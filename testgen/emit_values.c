/* Which values of a plan become variables of the test, and what they are called. */
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

const struct plan_value *frame_value(const struct test_frame *frame, uint32_t value)
{
    return value < frame->test->value_count ? &frame->test->values[value] : NULL;
}

/* ---- names ------------------------------------------------------------------------------------------------------- */

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

/* ---- which values need a variable -------------------------------------------------------------------------------- */

static bool is_written_through(struct test_frame *frame, uint32_t value, const char *wanted)
{
    const struct plan_value *v = frame_value(frame, value);
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
    const struct plan_value *v = frame_value(frame, value);
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
    case PLAN_PATH:
        want_variable(frame, value);
        break;
    case PLAN_STRING:
    case PLAN_BYTES:
        if (is_written_through(frame, value, wanted) || (frame->program->is_exact && v->kind == PLAN_BYTES && !is_item))
            want_variable(frame, value);
        break;
    case PLAN_ADDRESS:
    case PLAN_SAME:
        if (v->item_count == 1)
            want_variable(frame, v->items[0]);
        else
            frame_give_up(frame, "value %u names no other value", value);
        break;
    case PLAN_MEMBER:
        if (v->item_count == 1)
            look_at_use(frame, v->items[0], "", true);
        else
            frame_give_up(frame, "value %u belongs to no other value", value);
        break;
    default:
        break;
    }
}

/* An array or a text in place is written there; one that a pointer leads to has a variable of its own. */
static void look_at_item(struct test_frame *frame, const struct plan_value *object, uint32_t item)
{
    const struct plan_value *v = frame_value(frame, item);
    if (v && frame_is_text_in_place(frame, object, v))
        return;
    look_at_use(frame, item, "", true);
    if (v && v->kind == PLAN_ARRAY && type_is_pointer(frame->program, frame_field_type(frame, object, v)))
        want_variable(frame, item);
}

const char *frame_param_type(const struct test_frame *frame, const struct plan_step *step, uint32_t arg)
{
    const struct fact_param *param = program_param(frame->program, step->function, arg);
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
            look_at_use(frame, test->steps[s].args[a], frame_param_type(frame, &test->steps[s], a), false);
    for (uint32_t v = 0; v < test->value_count; v++)
        for (uint32_t i = 0; i < test->values[v].item_count; i++)
            if (test->values[v].kind == PLAN_OBJECT || test->values[v].kind == PLAN_ARRAY)
                look_at_item(frame, &test->values[v], test->values[v].items[i]);
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

/* A callback is found before the values that hold it; its result is an item of the callback. */
static void name_callbacks(struct test_frame *frame)
{
    for (uint32_t v = 0; v < frame->test->value_count; v++) {
        const struct plan_value *value = &frame->test->values[v];
        if (value->kind != PLAN_CALLBACK)
            continue;
        const struct plan_value *result = value->item_count ? frame_value(frame, value->items[0]) : NULL;
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
        const bool is_wanted = frame->program->ending != ENDING_PLAIN || is_result_used(test, s);
        if (is_wanted && strcmp(test->steps[s].result_type, "void") != 0)
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
