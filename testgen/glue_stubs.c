/* Stand-ins in the explorer: a weak function for each that nobody defines, and a step that says what it returns. */
#include "c_type.h"
#include "cet/core/memory.h"
#include "glue.h"

#define STUB_MARK "__attribute__((weak)) CET_GLUE "

static void write_setter(const struct glue *glue, const struct fact_function *f, uint32_t n, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf name = {0};
    strbuf_printf(&name, "cet_stub_result_%u", n);
    strbuf_add_text(out, "static ");
    c_type_declare(glue->facts, f->result_type, strbuf_text(&name), out);
    strbuf_printf(out,
                  ";\nCET_GLUE static void cet_glue_call_stub_%u(void *const *cet_args, void *cet_result)\n{\n"
                  "    (void)cet_result;\n    cet_stub_result_%u = *(",
                  n, n);
    c_type_declare(glue->facts, f->result_type, "*", out);
    strbuf_printf(out,
                  ")cet_args[0];\n}\nstatic const struct explore_param cet_glue_function_params_stub_%u[] = "
                  "{{\"result\", %u, %u, 65535, 1, 0}};\n",
                  n, glue->numbers[f->result_type],
                  glue_resolved(glue, f->result_type)->kind == TYPE_POINTER ? EXPLORE_ROLE_STRING : EXPLORE_ROLE_PLAIN);
}

static void write_stub(const struct glue *glue, const struct fact_function *f, uint32_t n, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf head = {0};
    bool is_void = glue_resolved(glue, f->result_type)->kind == TYPE_VOID;
    bool is_scripted = stub_is_scriptable(glue->facts, f);
    strbuf_printf(out, "#undef %s\n", f->name);
    if (is_scripted)
        write_setter(glue, f, n, out);
    strbuf_printf(&head, "%s", f->name);
    strbuf_add_text(out, STUB_MARK);
    stub_declare(glue->facts, f, strbuf_text(&head), out);
    const char *libc_call = stub_libc_call(glue->facts, &glue->stubs, f);
    if (libc_call) {
        strbuf_printf(out, "\n{\n    %s__builtin_%s;\n}\n", is_void ? "" : "return ", libc_call);
        return;
    }
    strbuf_add_text(out, "\n{\n    void *const cet_args[] = {");
    for (uint32_t i = 0; i < f->param_count; i++)
        strbuf_printf(out, "(void *)&%c, ", 'a' + (int)i);
    strbuf_printf(out, "0};\n    cet_explore_stub_called(\"%s\", \"", f->name);
    stub_letters(glue->facts, f, out);
    strbuf_printf(out, "\", %u, cet_args);\n", glue->numbers[f->type]);
    if (f->attributes & ATTRIBUTE_NORETURN) {
        strbuf_add_text(out, "    abort();\n");
    } else if (is_scripted) {
        strbuf_printf(out, "    return cet_stub_result_%u;\n", n);
    } else if (!is_void) {
        strbuf_add_text(out, "    static ");
        c_type_declare(glue->facts, f->result_type, "cet_zero", out);
        strbuf_add_text(out, ";\n    return cet_zero;\n");
    }
    strbuf_add_text(out, "}\n");
}

void glue_write_stubs(const struct glue *glue, struct strbuf *out)
{
    for (uint32_t i = 0; i < glue->stubs.global_count; i++) {
        strbuf_add_text(out, "__attribute__((weak)) ");
        stub_declare_variable(glue->facts, &glue->facts->globals[glue->stubs.globals[i]], out);
        strbuf_add_text(out, ";\n");
    }
    for (uint32_t i = 0; i < glue->stubs.function_count; i++)
        write_stub(glue, &glue->facts->functions[glue->stubs.functions[i]], i, out);
    strbuf_add_text(out, "#pragma clang attribute push(CET_GLUE, apply_to = function)\n");
    for (uint32_t i = 0; i < glue->stubs.bare_count; i++)
        strbuf_printf(out, "#undef %s\n%s", glue->stubs.bare[i].name, glue->stubs.bare[i].definition);
    strbuf_add_text(out, "#pragma clang attribute pop\n");
}

void glue_write_stub_setters(const struct glue *glue, struct strbuf *out)
{
    for (uint32_t i = 0; i < glue->stubs.function_count; i++) {
        const struct fact_function *f = &glue->facts->functions[glue->stubs.functions[i]];
        if (stub_is_scriptable(glue->facts, f))
            strbuf_printf(out,
                          "    {\"%s_returns\", \"%s_returns\", cet_glue_call_stub_%u, "
                          "(void (*)(void))cet_glue_call_stub_%u, 0, cet_glue_function_params_stub_%u, 1, 0, 0, 0, "
                          "1},\n",
                          f->name, f->name, i, i, i);
    }
}
