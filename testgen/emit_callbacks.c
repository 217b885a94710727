/* Functions that a test hands to the unit: they write down their arguments and return what the plan says. */
#include <string.h>

#include "cet/core/memory.h"
#include "emit_layout.h"
#include "emit_program.h"

#define CALLBACK_DROPPED UINT64_MAX

static const struct fact_type *signature_of(const struct program *program, const char *type)
{
    const struct fact_type *known = program_type(program, type);
    if (known && known->kind == TYPE_POINTER) {
        const uint32_t target = facts_resolve_type(program->facts, known->target);
        known = target < program->facts->type_count ? &program->facts->types[target] : NULL;
    }
    return known && known->kind == TYPE_FUNCTION && !(known->flags & TYPE_FLAG_VARIADIC) ? known : NULL;
}

static const struct fact_type *resolved(const struct program *program, uint32_t type)
{
    const uint32_t id = facts_resolve_type(program->facts, type);
    return id < program->facts->type_count ? &program->facts->types[id] : NULL;
}

static bool is_integer(const struct fact_type *type)
{
    return type && (type->kind == TYPE_INT || type->kind == TYPE_ENUM || type->kind == TYPE_BOOL);
}

/* char, unsigned char or void behind the pointer: bytes when a count follows. */
static bool points_to_bytes(const struct program *program, const struct fact_type *type, bool allow_void)
{
    if (!type || type->kind != TYPE_POINTER)
        return false;
    const struct fact_type *target = resolved(program, type->target);
    if (!target)
        return false;
    return (target->kind == TYPE_VOID && allow_void) || (target->kind == TYPE_INT && target->size_bytes == 1);
}

/* Writes one logging line; returns how many parameters it told. */
static uint32_t add_logging(const struct program *program, const struct fact_type *signature, uint32_t param,
                            struct strbuf *out)
{
    const struct fact_type *type = resolved(program, signature->params[param]);
    const struct fact_type *next =
        param + 1 < signature->param_count ? resolved(program, signature->params[param + 1]) : NULL;
    const char letter = (char)('a' + param % 26);
    if (points_to_bytes(program, type, true) && is_integer(next) && next->kind == TYPE_INT && next->size_bytes >= 4) {
        strbuf_printf(out, "    suite_log_bytes(&suite_log, %c, (size_t)%c);\n", letter, letter + 1);
        return 2;
    }
    const char *verb = "pointer";
    if (points_to_bytes(program, type, false))
        verb = "text";
    else if (is_integer(type))
        verb = type->flags & TYPE_FLAG_SIGNED || type->kind == TYPE_ENUM ? "int" : "unsigned";
    else if (type && type->kind == TYPE_FLOAT)
        verb = "float";
    else if (type && (type->kind == TYPE_STRUCT || type->kind == TYPE_UNION))
        verb = "struct";
    if (strcmp(verb, "struct") == 0)
        strbuf_printf(out, "    (void)%c;\n    suite_log_struct(&suite_log);\n", letter);
    else
        strbuf_printf(out, "    suite_log_%s(&suite_log, %c);\n", verb, letter);
    return 1;
}

static void add_body(struct program *program, const struct fact_type *signature, const char *logged_name,
                     const struct plan_value *result, struct strbuf *out)
{
    strbuf_printf(out, "{\n    suite_log_open(&suite_log, \"%s\");\n", logged_name);
    for (uint32_t p = 0; p < signature->param_count;)
        p += add_logging(program, signature, p, out);
    strbuf_add_text(out, "    suite_log_close(&suite_log);\n");
    const struct fact_type *type = resolved(program, signature->target);
    const char *spelling = type_spelling(program->facts, signature->target);
    if (type && type->kind != TYPE_VOID) {
        if (type->kind == TYPE_STRUCT || type->kind == TYPE_UNION) {
            strbuf_printf(out, "    return (%s){0};\n", spelling);
        } else if (type->kind == TYPE_POINTER) {
            if (result && result->kind == PLAN_STRING) {
                strbuf_add_text(out, "    return ");
                literal_add_text(out, result->bytes, result->length);
                strbuf_add_text(out, ";\n");
            } else {
                strbuf_add_text(out, "    return NULL;\n");
            }
        } else {
            strbuf_add_text(out, "    return ");
            if (result && result->kind == PLAN_FLOAT)
                literal_add_float(spelling, result->real, out);
            else
                literal_add_int(program, NULL, spelling, result ? result->number : 0, result && result->is_unsigned,
                                out);
            strbuf_add_text(out, ";\n");
        }
    }
    strbuf_add_text(out, "}\n\n");
}

static void add_params(const struct program *program, const struct fact_type *signature, struct strbuf *out)
{
    for (uint32_t p = 0; p < signature->param_count; p++) {
        const char name[2] = {(char)('a' + p % 26), '\0'};
        strbuf_add_text(out, p ? ", " : "");
        layout_declarator(out, type_spelling(program->facts, signature->params[p]), name);
    }
    if (signature->param_count == 0)
        strbuf_add_text(out, "void");
}

struct callback_mark callbacks_mark(const struct program *program)
{
    return (struct callback_mark){program->helpers.length, program->callback_count};
}

void callbacks_drop_after(struct program *program, struct callback_mark mark)
{
    for (size_t i = 0; i < program->callbacks.count; i++)
        if (program->callbacks.entries[i].value >= mark.count)
            program->callbacks.entries[i].value = CALLBACK_DROPPED;
    program->callback_count = mark.count;
    program->helpers.length = mark.length;
    if (program->helpers.bytes)
        program->helpers.bytes[mark.length] = '\0';
}

const char *program_take_helper_name(struct program *program, const char *wish)
{
    SCOPED(strbuf_release) struct strbuf name = {0};
    strbuf_add_text(&name, wish);
    for (unsigned i = 2;; i++) {
        bool is_new;
        map_add(&program->helper_names, strbuf_text(&name), 1, &is_new);
        if (is_new)
            return arena_strdup(&program->arena, strbuf_text(&name));
        name.length = strlen(wish);
        strbuf_printf(&name, "_%u", i);
    }
}

static const char *take_name(struct program *program, const char *logged_name, const struct plan_value *result)
{
    SCOPED(strbuf_release) struct strbuf name = {0};
    strbuf_printf(&name, "%s%s", strncmp(logged_name, "on_", 3) == 0 ? "" : "on_", logged_name);
    if (result && (result->kind == PLAN_INT) && result->number != 0)
        strbuf_printf(&name, "_returning_%s%lld", result->number < 0 ? "minus_" : "",
                      result->number < 0 ? -(long long)result->number : (long long)result->number);
    return program_take_helper_name(program, strbuf_text(&name));
}

const char *program_callback(struct program *program, const struct plan_value *value, const struct plan_value *result)
{
    const struct fact_type *signature = signature_of(program, value->type);
    if (!signature || signature->param_count > 26)
        return NULL;
    const char *logged_name = value->name && value->name[0] ? value->name : "callback";
    SCOPED(strbuf_release) struct strbuf params = {0};
    SCOPED(strbuf_release) struct strbuf body = {0};
    SCOPED(strbuf_release) struct strbuf whole = {0};
    add_params(program, signature, &params);
    add_body(program, signature, logged_name, result, &body);
    strbuf_printf(&whole, "%s (%s) %s", type_spelling(program->facts, signature->target), strbuf_text(&params),
                  strbuf_text(&body));
    uint64_t known;
    if (map_find(&program->callbacks, strbuf_text(&whole), &known) && known != CALLBACK_DROPPED)
        return program->callback_names[known];

    const char *name = take_name(program, logged_name, result);
    SCOPED(strbuf_release) struct strbuf head = {0};
    SCOPED(strbuf_release) struct strbuf declarator = {0};
    strbuf_printf(&declarator, "%s(%s)", name, strbuf_text(&params));
    strbuf_add_text(&head, "static ");
    layout_declarator(&head, type_spelling(program->facts, signature->target), "");
    if (head.bytes[head.length - 1] != '*' && head.bytes[head.length - 1] != ' ')
        strbuf_add_char(&head, ' ');
    strbuf_add_text(&head, strbuf_text(&declarator));
    layout_statement(&program->helpers, 0, strbuf_text(&head));
    strbuf_add_text(&program->helpers, strbuf_text(&body));
    map_set(&program->callbacks, strbuf_text(&whole), program->callback_count);
    ARRAY_PUSH(program->callback_names, program->callback_count, program->callback_capacity, name);
    return name;
}
