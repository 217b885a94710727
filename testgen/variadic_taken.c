/* Functions whose variable arguments come as a va_list, and the function with `...` through which they are called. */
#include <string.h>

#include "c_type.h"
#include "cet/core/memory.h"
#include "variadic.h"

/* The list and no pointer to one: where it is an array, a parameter of it points to what the array is made of. */
bool variadic_is_list(const struct facts *facts, uint32_t type)
{
    if (!c_type_is_va_list(facts, type))
        return false;
    const struct fact_type *t = &facts->types[facts_resolve_type(facts, type)];
    return t->kind != TYPE_POINTER || facts->types[t->target].kind != TYPE_TYPEDEF;
}

bool variadic_takes_list(const struct facts *facts, const struct fact_function *function)
{
    const uint32_t count = function->param_count;
    if (function->is_variadic || count < 2 || !variadic_is_list(facts, function->params[count - 1].type))
        return false;
    for (uint32_t i = 0; i + 1 < count; i++)
        if (c_type_is_va_list(facts, function->params[i].type))
            return false;
    return true;
}

bool variadic_is(const struct facts *facts, const struct fact_function *function)
{
    return function->is_variadic || variadic_takes_list(facts, function);
}

uint32_t variadic_named_count(const struct facts *facts, const struct fact_function *function)
{
    return function->param_count - variadic_takes_list(facts, function);
}

/* ---- the call ---------------------------------------------------------------------------------------------------- */

static void add_param_name(const struct fact_function *f, uint32_t param, struct strbuf *out)
{
    if (f->params[param].name && f->params[param].name[0])
        strbuf_add_text(out, f->params[param].name);
    else
        strbuf_printf(out, "unnamed_%u", param + 1);
}

/* As what va_start may begin behind: a type that is promoted in calls without a prototype is none. NULL: its own. */
static const char *promoted_type(const struct facts *facts, uint32_t type)
{
    const struct fact_type *t = &facts->types[facts_resolve_type(facts, type)];
    if (t->kind == TYPE_FLOAT && t->size_bytes == 4)
        return "double";
    const bool is_integer = t->kind == TYPE_BOOL || t->kind == TYPE_INT || t->kind == TYPE_ENUM;
    return is_integer && t->size_bytes < 4 ? "int" : NULL;
}

static void add_result_name(const struct fact_function *f, struct strbuf *out)
{
    bool is_taken = false;
    for (uint32_t i = 0; i < f->param_count; i++)
        is_taken |= f->params[i].name && !strcmp(f->params[i].name, "result");
    strbuf_add_text(out, is_taken ? "result_of_call" : "result");
}

void variadic_declare_caller(const struct facts *facts, const struct fact_function *function, const char *name,
                             struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf head = {0};
    const uint32_t named = variadic_named_count(facts, function);
    strbuf_printf(&head, "%s(", name);
    for (uint32_t i = 0; i < named; i++) {
        const char *promoted = i + 1 == named ? promoted_type(facts, function->params[i].type) : NULL;
        SCOPED(strbuf_release) struct strbuf param = {0};
        add_param_name(function, i, &param);
        if (promoted)
            strbuf_printf(&head, "%s %s, ", promoted, strbuf_text(&param));
        else {
            c_type_declare(facts, function->params[i].type, strbuf_text(&param), &head);
            strbuf_add_text(&head, ", ");
        }
    }
    strbuf_add_text(&head, "...)");
    c_type_declare(facts, function->result_type, strbuf_text(&head), out);
}

static void add_call(const struct fact_function *f, struct strbuf *out)
{
    strbuf_printf(out, "%s(", f->name);
    for (uint32_t i = 0; i < f->param_count; i++) {
        strbuf_add_text(out, i ? ", " : "");
        add_param_name(f, i, out);
    }
    strbuf_add_text(out, ");\n");
}

void variadic_add_caller_body(const struct facts *facts, const struct fact_function *function, struct strbuf *out)
{
    const uint32_t list = function->param_count - 1;
    const bool is_void = facts->types[facts_resolve_type(facts, function->result_type)].kind == TYPE_VOID;
    SCOPED(strbuf_release) struct strbuf list_name = {0};
    SCOPED(strbuf_release) struct strbuf last_name = {0};
    SCOPED(strbuf_release) struct strbuf result = {0};
    add_param_name(function, list, &list_name);
    add_param_name(function, list - 1, &last_name);
    add_result_name(function, &result);
    strbuf_printf(out, "{\n    va_list %s;\n    va_start(%s, %s);\n    ", strbuf_text(&list_name),
                  strbuf_text(&list_name), strbuf_text(&last_name));
    if (!is_void) {
        c_type_declare(facts, function->result_type, strbuf_text(&result), out);
        strbuf_add_text(out, " = ");
    }
    add_call(function, out);
    strbuf_printf(out, "    va_end(%s);\n", strbuf_text(&list_name));
    if (!is_void)
        strbuf_printf(out, "    return %s;\n", strbuf_text(&result));
    strbuf_add_text(out, "}\n");
}
