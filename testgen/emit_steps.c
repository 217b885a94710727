/* Values as expressions, and the calls that take them. */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "emit_layout.h"
#include "emit_program.h"

static bool is_array_variable(struct test_frame *frame, uint32_t value)
{
    const enum plan_value_kind kind = frame->test->values[value].kind;
    return kind == PLAN_ARRAY || ((kind == PLAN_BUFFER || kind == PLAN_BYTES || kind == PLAN_STRING) &&
                                  !frame_is_pointer_addressed(frame, value));
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
    literal_add_text(out, v->bytes, v->length);
}

static void add_address(struct test_frame *frame, const struct plan_value *v, const char *wanted, struct strbuf *out)
{
    const uint32_t target = v->items[0];
    const struct plan_value *t = frame_value(frame, target);
    const char *name = t ? frame->variables[target] : NULL;
    if (!name || !name[0]) {
        frame_give_up(frame, "the address of a value without a variable is taken");
        return;
    }
    if (is_array_variable(frame, target)) {
        if (t->kind != PLAN_ARRAY && type_is_byte(frame->program, frame_element_type(frame, t)))
            add_cast_between_bytes(frame, frame_element_type(frame, t), wanted, out);
        strbuf_add_text(out, name);
        return;
    }
    strbuf_printf(out, "&%s", name);
}

static void add_variable(struct test_frame *frame, uint32_t value, const char *wanted, struct strbuf *out)
{
    const struct plan_value *v = frame_value(frame, value);
    if ((v->kind == PLAN_BUFFER || v->kind == PLAN_BYTES || v->kind == PLAN_STRING) &&
        type_is_byte(frame->program, frame_element_type(frame, v)))
        add_cast_between_bytes(frame, frame_element_type(frame, v), wanted, out);
    strbuf_add_text(out, frame->variables[value]);
}

/* `stream.state`, `&parser->lexer`: read where it is used, as it is then. */
static void add_member(struct test_frame *frame, const struct plan_value *v, struct strbuf *out)
{
    const struct plan_value *base = frame_value(frame, v->items[0]);
    const bool is_variable = base && base->kind == PLAN_ADDRESS && base->item_count == 1;
    const char *name = base ? frame->variables[is_variable ? base->items[0] : v->items[0]] : NULL;
    if (!name || !name[0]) {
        frame_give_up(frame, "an object is taken out of a value without a variable");
        return;
    }
    strbuf_printf(out, "%s%s%s", v->number ? "&" : "", name, is_variable ? "." : "->");
    strbuf_add(out, v->bytes, v->length);
}

void frame_add_expression(struct test_frame *frame, uint32_t value, const char *wanted_type, const char *key,
                          struct strbuf *out)
{
    const struct plan_value *v = frame_value(frame, value);
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
    case PLAN_MEMBER:
        add_member(frame, v, out);
        break;
    case PLAN_FUNCTION:
        strbuf_add(out, v->bytes, v->length ? v->length : strlen(v->bytes));
        break;
    case PLAN_OBJECT:
    case PLAN_ARRAY:
        frame_add_initialiser(frame, value, out);
        break;
    default:
        frame_give_up(frame, "value %u has no variable", value);
        break;
    }
}

/* ---- steps ------------------------------------------------------------------------------------------------------- */

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
    const char *type = frame_param_type(frame, step, arg);
    if (!type_is_byte(frame->program, frame_element_type(frame, buffer)) || strstr(type, "char"))
        return false;
    strbuf_printf(out, "sizeof %s", frame->variables[before]);
    return true;
}

/* ---- variable arguments ------------------------------------------------------------------------------------------ */

/* A name of <limits.h> or <stdint.h> has its own type already. */
static bool is_limit_of(const char *type, const char *text)
{
    static const char *const limits[][2] = {
        {"unsigned int", "UINT_M"},         {"long", "LONG_M"},
        {"unsigned long", "ULONG_M"},       {"long long", "LLONG_M"},
        {"unsigned long long", "ULLONG_M"}, {"size_t", "SIZE_M"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(limits); i++)
        if (!strcmp(limits[i][0], type))
            return !strncmp(limits[i][1], text, strlen(limits[i][1]));
    return false;
}

/* Nothing converts what stands behind `...`: a number says itself what type it has. */
static void add_typed_number(struct test_frame *frame, const struct plan_value *v, struct strbuf *out)
{
    static const char *const suffixes[][2] = {{"unsigned int", "u"},
                                              {"long", "L"},
                                              {"unsigned long", "UL"},
                                              {"long long", "LL"},
                                              {"unsigned long long", "ULL"}};
    SCOPED(strbuf_release) struct strbuf number = {0};
    const char *type = type_unqualified(frame->program, v->type);
    const struct fact_type *known = program_type(frame->program, type);
    literal_add_int(frame->program, arena_printf(&frame->program->arena, "argument %s", v->name ? v->name : ""),
                    v->type, v->number, v->is_unsigned, &number);
    if (known && known->kind == TYPE_INT && known->size_bytes == 8 && !(known->flags & TYPE_FLAG_SIGNED) &&
        v->number < 0 && !is_limit_of(type, strbuf_text(&number))) {
        strbuf_clear(&number);
        strbuf_printf(&number, "%" PRIu64, (uint64_t)v->number);
    }
    const char *text = strbuf_text(&number);
    const bool is_int =
        !known || known->kind != TYPE_INT || (known->size_bytes == 4 && known->flags & TYPE_FLAG_SIGNED);
    const bool is_digits = text[strspn(text, "-0123456789")] == '\0';
    if (is_int || is_limit_of(type, text)) {
        strbuf_add_text(out, text);
        return;
    }
    for (size_t i = 0; is_digits && i < ARRAY_LENGTH(suffixes); i++)
        if (!strcmp(suffixes[i][0], type)) {
            strbuf_printf(out, "%s%s", text, suffixes[i][1]);
            return;
        }
    strbuf_printf(out, "(%s)%s", type, text);
}

static void add_variable_argument(struct test_frame *frame, uint32_t value, struct strbuf *out)
{
    const struct plan_value *v = frame_value(frame, value);
    const bool is_literal = v && v->kind == PLAN_INT && (!frame->variables[value] || !frame->variables[value][0]);
    if (is_literal && !type_is_pointer(frame->program, v->type))
        add_typed_number(frame, v, out);
    else
        frame_add_expression(frame, value, v ? v->type : NULL, NULL, out);
}

static void add_call(struct test_frame *frame, const struct plan_step *step, struct strbuf *out)
{
    strbuf_printf(out, "%s(", program_called_name(frame->program, step->function));
    for (uint32_t a = 0; a < step->arg_count; a++) {
        strbuf_add_text(out, a ? ", " : "");
        if (step->args[a] >= frame->test->value_count) {
            frame_give_up(frame, "value %u does not exist", step->args[a]);
            continue;
        }
        if (program_is_variable(frame->program, step->function, a))
            add_variable_argument(frame, step->args[a], out);
        else if (!add_sizeof(frame, step, a, out))
            frame_add_expression(frame, step->args[a], frame_param_type(frame, step, a),
                                 symbols_param_key(frame->program, step->function, a), out);
    }
    strbuf_add_char(out, ')');
}

static const char *result_wish(const struct plan_test *test, uint32_t step)
{
    for (uint32_t v = 0; v < test->value_count; v++)
        if (test->values[v].kind == PLAN_RESULT && test->values[v].number == (int64_t)step && test->values[v].name)
            return test->values[v].name;
    return "";
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
