/* What the generator takes each parameter for, and why, in words. */
#include <string.h>

#include "behaviour.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "cet/model/param_uses.h"
#include "cet/testgen/explore.h"

static const char *role_text(uint8_t kind)
{
    static const char *const words[] = {"plain value",
                                        "text up to its NUL",
                                        "buffer that is read",
                                        "length",
                                        "output",
                                        "buffer that is written",
                                        "index",
                                        "user data for a callback",
                                        "file name",
                                        "format",
                                        "object that is initialised",
                                        "object that is given back",
                                        "flags"};
    return kind < ARRAY_LENGTH(words) ? words[kind] : "?";
}

static void add_evidence(const struct param_uses *u, struct strbuf *out)
{
    static const struct {
        uint32_t flag;
        const char *text;
    } words[] = {{PARAM_FREED, "freed"},
                 {PARAM_STRING, "given to a function that reads up to a NUL"},
                 {PARAM_BUFFER, "given to a function together with a length"},
                 {PARAM_LENGTH, "bounds what a function reads or writes"},
                 {PARAM_LOOP_BOUND, "bounds a loop"},
                 {PARAM_ARRAY_INDEX, "used as an index"},
                 {PARAM_SUBSCRIPTED, "subscripted"},
                 {PARAM_WRITTEN_THROUGH, "written through"},
                 {PARAM_READ_FIRST, "read before it is written"},
                 {PARAM_NULL_COMPARED, "compared with NULL"},
                 {PARAM_CALLED, "called"},
                 {PARAM_STORED, "kept beyond the call"},
                 {PARAM_DIVISOR, "divides"},
                 {PARAM_SWITCH_VALUE, "decides a switch"}};
    bool is_first = true;
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (u->flags & words[i].flag) {
            strbuf_printf(out, "%s%s", is_first ? ": " : ", ", words[i].text);
            is_first = false;
        }
}

enum status testgen_explain(const struct facts *facts, const char *function, struct strbuf *out, struct error *err)
{
    SCOPED(arena_release) struct arena arena = {0};
    struct behaviour behaviour;
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *f = &facts->functions[i];
        if (!f->is_defined || (strcmp(f->name, function) != 0 && strcmp(f->id, function) != 0))
            continue;
        behaviour_find(facts, &arena, &behaviour);
        struct param_uses **uses = param_uses_program(facts, &arena);
        const struct role *roles = behaviour.params[i];
        for (uint32_t p = 0; roles && p < f->param_count; p++) {
            strbuf_printf(out, "%s (%s): %s", *f->params[p].name ? f->params[p].name : "-",
                          facts->types[f->params[p].type].spelling, role_text(roles[p].kind));
            if (roles[p].partner < f->param_count)
                strbuf_printf(out, " %s '%s'", roles[p].kind == EXPLORE_ROLE_LENGTH ? "of" : "with length",
                              f->params[roles[p].partner].name);
            if (roles[p].is_nonnull)
                strbuf_add_text(out, ", never NULL");
            add_evidence(&uses[i][p], out);
            strbuf_add_char(out, '\n');
        }
        return STATUS_OK;
    }
    return error_set(err, STATUS_NOT_FOUND, "'%s': no such function is defined in the unit", function);
}
