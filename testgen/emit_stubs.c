/* Stand-ins for what the unit uses and nobody defines, in the test program. */
#include <string.h>

#include "c_type.h"
#include "cet/core/memory.h"
#include "emit_layout.h"
#include "emit_program.h"
#include "stub.h"

/* Whether some test says what it returns; else the words for it would be unused. */
static bool is_scripted(const struct program *program, const struct fact_function *f, const char *tests)
{
    SCOPED(strbuf_release) struct strbuf call = {0};
    strbuf_printf(&call, "    %s_returns(", f->name);
    return stub_is_scriptable(program->facts, f) && strstr(tests, strbuf_text(&call));
}

static bool is_macro(const struct facts *facts, const char *name)
{
    for (uint32_t i = 0; i < facts->macro_count; i++)
        if (!strcmp(facts->macros[i].name, name))
            return true;
    return false;
}

static void add_logging(const struct program *program, const struct fact_function *f, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf letters = {0};
    stub_letters(program->facts, f, &letters);
    strbuf_printf(out, "    suite_log_open(&suite_log, \"%.60s\");\n", f->name);
    for (uint32_t i = 0; i < f->param_count; i++) {
        const char name = (char)('a' + i), letter = letters.bytes[i];
        const char *verb = letter == 'i'   ? "int"
                           : letter == 'u' ? "unsigned"
                           : letter == 'f' ? "float"
                           : letter == 's' ? "text"
                                           : "pointer";
        if (letter == 'o')
            strbuf_printf(out, "    (void)%c;\n    suite_log_struct(&suite_log);\n", name);
        else if (letter == 'b' || letter == 't')
            strbuf_printf(out, "    suite_log_%s(&suite_log, %c, (size_t)%c);\n",
                          letter == 'b' ? "bytes" : "text_within", name, name + 1);
        else if (letter != '-')
            strbuf_printf(out, "    suite_log_%s(&suite_log, %c);\n", verb, name);
    }
    strbuf_add_text(out, "    suite_log_close(&suite_log);\n");
}

static void add_script(const struct program *program, const struct fact_function *f, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf name = {0};
    strbuf_printf(&name, "%s_result", f->name);
    strbuf_add_text(out, "static ");
    c_type_declare(program->facts, f->result_type, strbuf_text(&name), out);
    strbuf_printf(out, ";\n\nstatic void %s_returns(", f->name);
    c_type_declare(program->facts, f->result_type, "result", out);
    strbuf_printf(out, ")\n{\n    %s_result = result;\n}\n\n", f->name);
}

static void add_end(const struct program *program, const struct fact_function *f, bool is_told, struct strbuf *out)
{
    const uint32_t type = facts_resolve_type(program->facts, f->result_type);
    const struct fact_type *result = &program->facts->types[type];
    SCOPED(strbuf_release) struct strbuf spelling = {0};
    c_type_declare(program->facts, f->result_type, "", &spelling);
    if (f->attributes & ATTRIBUTE_NORETURN)
        strbuf_add_text(out, "    abort();\n");
    else if (is_told)
        strbuf_printf(out, "    return %s_result;\n", f->name);
    else if (result->kind == TYPE_STRUCT || result->kind == TYPE_UNION)
        strbuf_printf(out, "    return (%s){0};\n", strbuf_text(&spelling));
    else if (result->kind != TYPE_VOID)
        strbuf_printf(out, "    return %s;\n", result->kind == TYPE_POINTER ? "NULL" : "0");
    strbuf_add_text(out, "}\n\n");
}

static void add_stub(const struct program *program, const struct stub_set *stubs, const struct fact_function *f,
                     const char *tests, struct strbuf *out)
{
    const bool is_told = is_scripted(program, f, tests);
    SCOPED(strbuf_release) struct strbuf name = {0};
    SCOPED(strbuf_release) struct strbuf head = {0};
    if (is_told)
        add_script(program, f, out);
    strbuf_printf(&name, is_macro(program->facts, f->name) ? "(%s)" : "%s", f->name);
    strbuf_add_text(&head, "__attribute__((weak)) ");
    stub_declare(program->facts, f, strbuf_text(&name), &head);
    layout_statement(out, 0, strbuf_text(&head));
    strbuf_add_text(out, "{\n");
    const char *libc_call = stub_libc_call(program->facts, stubs, f);
    if (libc_call) {
        const bool is_void =
            program->facts->types[facts_resolve_type(program->facts, f->result_type)].kind == TYPE_VOID;
        strbuf_printf(out, "    %s%s;\n}\n\n", is_void ? "" : "return ", libc_call);
        return;
    }
    add_logging(program, f, out);
    add_end(program, f, is_told, out);
}

void program_add_stubs(const struct program *program, const char *tests, struct strbuf *out)
{
    SCOPED(arena_release) struct arena arena = {0};
    const struct facts *facts = program->facts;
    struct stub_set stubs;
    if (!program->plan->stub_count)
        return;
    stubs_from_plan(facts, program->plan, &arena, &stubs);
    layout_section(out, "what the unit uses and nobody defines");
    layout_comment(
        out, 0,
        "Stand-ins: they log their calls and return zero unless a test says otherwise; those of an allocator "
        "allocate. Weak, so that a real definition wins when it is linked");
    for (uint32_t i = 0; i < stubs.global_count; i++) {
        strbuf_add_text(out, "__attribute__((weak)) ");
        stub_declare_variable(facts, &facts->globals[stubs.globals[i]], out);
        strbuf_add_text(out, ";\n");
    }
    strbuf_add_text(out, stubs.global_count ? "\n" : "");
    for (uint32_t i = 0; i < stubs.function_count; i++)
        add_stub(program, &stubs, &facts->functions[stubs.functions[i]], tests, out);
    if (stubs.bare_count)
        layout_comment(out, 0,
                       "What only files use that the unit is linked with: the unit declares none of it, so that these "
                       "are written by size alone");
    for (uint32_t i = 0; i < stubs.bare_count; i++)
        strbuf_printf(out, "%s\n", stubs.bare[i].definition);
}

void program_add_stub_variables(const struct program *program, const char *tests, struct strbuf *out)
{
    SCOPED(arena_release) struct arena arena = {0};
    const struct facts *facts = program->facts;
    struct stub_set stubs;
    stubs_from_plan(facts, program->plan, &arena, &stubs);
    for (uint32_t i = 0; i < stubs.global_count; i++) {
        const struct fact_global *g = &facts->globals[stubs.globals[i]];
        if (!g->is_thread_local && !stub_variable_is_constant(facts, g))
            strbuf_printf(out, "        SUITE_VARIABLE(%s),\n", g->name);
    }
    for (uint32_t i = 0; i < stubs.function_count; i++)
        if (is_scripted(program, &facts->functions[stubs.functions[i]], tests))
            strbuf_printf(out, "        SUITE_VARIABLE(%s_result),\n", facts->functions[stubs.functions[i]].name);
}
