/* Functions of the test program that make the va_list which a function of the unit takes. */
#include <ctype.h>
#include <string.h>

#include "cet/core/memory.h"
#include "emit_layout.h"
#include "emit_program.h"
#include "variadic.h"

void program_name_list_callers(struct program *program)
{
    const struct facts *facts = program->facts;
    program->list_callers = arena_array(&program->arena, facts->function_count + 1, sizeof *program->list_callers);
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *f = &facts->functions[i];
        if (f->is_defined && !f->is_system && variadic_takes_list(facts, f))
            program->list_callers[i] =
                program_take_helper_name(program, arena_printf(&program->arena, "call_%s", f->name));
    }
}

const char *program_called_name(const struct program *program, const char *function)
{
    const struct fact_function *f = program_function(program, function);
    const char *caller = f && program->list_callers ? program->list_callers[f - program->facts->functions] : NULL;
    return caller ? caller : function;
}

static bool calls(const char *text, const char *name)
{
    const size_t length = strlen(name);
    for (const char *at = text; (at = strstr(at, name)); at += length)
        if (at[length] == '(' && (at == text || (!isalnum((unsigned char)at[-1]) && at[-1] != '_')))
            return true;
    return false;
}

void program_add_list_callers(const struct program *program, const char *tests, struct strbuf *out)
{
    const struct facts *facts = program->facts;
    bool is_first = true;
    for (uint32_t i = 0; i < facts->function_count; i++) {
        if (!program->list_callers[i] || !calls(tests, program->list_callers[i]))
            continue;
        SCOPED(strbuf_release) struct strbuf head = {0};
        if (is_first)
            layout_section(out, "what makes the va_list that a function takes");
        is_first = false;
        strbuf_add_text(&head, "static ");
        variadic_declare_caller(facts, &facts->functions[i], program->list_callers[i], &head);
        layout_statement(out, 0, strbuf_text(&head));
        variadic_add_caller_body(facts, &facts->functions[i], out);
        strbuf_add_char(out, '\n');
    }
}
