/* An external function or variable that its own file alone declares: `static` would say that nobody else uses it, and
 * the compiler would tell when it is unused. Silent on main, on what attributes keep or other programs may enter by,
 * and on what another file of the program uses. */
#include <stdlib.h>
#include <string.h>

#include "call_circles.h"
#include "cet/core/memory.h"
#include "declarations.h"
#include "pass.h"

#define KEEPING_ATTRIBUTES (ATTRIBUTE_KEPT | ATTRIBUTE_CONSTRUCTOR | ATTRIBUTE_DESTRUCTOR | ATTRIBUTE_WEAK)

struct symbol {
    const char *name, *what;
    const struct fact_function *function;
    struct source_range range; /* of the definition */
    const struct fact_declaration *const *declarations;
    uint32_t declaration_count;
};

static bool is_local_to_file(const struct facts *facts, const struct symbol *symbol)
{
    for (uint32_t i = 0; i < symbol->declaration_count; i++)
        if (symbol->declarations[i]->range.file != symbol->range.file)
            return false;
    return symbol->declaration_count && symbol->range.line && !is_header(facts, symbol->range.file);
}

/* `int a, b;`: the word would change both. */
static bool begins_another(const struct facts *facts, const struct fact_declaration *declaration)
{
    for (uint32_t i = 0; i < facts->declaration_count; i++) {
        const struct fact_declaration *other = &facts->declarations[i];
        if (other != declaration && other->range.file == declaration->range.file &&
            other->range.line == declaration->range.line && other->range.column == declaration->range.column)
            return true;
    }
    return false;
}

static void add_edits(const struct facts *facts, const struct symbol *symbol, struct check_place *place)
{
    if (symbol->declaration_count > CHECK_MAX_EDITS)
        return;
    for (uint32_t i = 0; i < symbol->declaration_count; i++)
        if (symbol->declarations[i]->is_extern || symbol->declarations[i]->is_from_macro ||
            begins_another(facts, symbol->declarations[i]))
            return;
    for (uint32_t i = 0; i < symbol->declaration_count; i++) {
        struct source_range range = symbol->declarations[i]->range;
        range.end_line = range.line;
        range.end_column = range.column;
        place->edits[i] = (struct check_edit){range, "static "};
    }
}

static void report(struct check_pass *pass, const struct symbol *symbol)
{
    struct source_range range = symbol->range;
    range.end_line = range.line;
    range.end_column = range.column;
    struct check_place place = {.function = symbol->function, .range = range};
    add_edits(pass->facts, symbol, &place);
    check_report(pass, &place, "the %s '%s' is used in this file only and no header declares it; make it static",
                 symbol->what, symbol->name);
}

/* Called from another file all the same: by an old implicit declaration. */
static bool *find_called_from_afar(const struct call_circles *calls)
{
    const struct facts *facts = calls->facts;
    bool *is_called = memory_new((size_t)facts->function_count + 1, sizeof *is_called);
    for (size_t i = 0; i < calls->edge_count; i++) {
        const struct call_edge *edge = &calls->edges[i];
        if (facts->functions[edge->caller].range.file != facts->functions[edge->callee].range.file)
            is_called[edge->callee] = true;
    }
    return is_called;
}

static void look_at_functions(struct check_pass *pass, const struct declarations *all)
{
    const struct facts *facts = pass->facts;
    struct call_circles calls;
    call_circles_init(&calls, facts);
    bool *is_called = find_called_from_afar(&calls);
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *function = &facts->functions[i];
        struct symbol symbol = {.name = function->name,
                                .what = "function",
                                .function = function,
                                .range = function->range,
                                .declarations = all->items + all->of_function[i],
                                .declaration_count = all->of_function[i + 1] - all->of_function[i]};
        if (function->is_defined && function->linkage == LINKAGE_EXTERNAL && strcmp(function->name, "main") != 0 &&
            !(function->attributes & KEEPING_ATTRIBUTES) && !is_called[i] && is_local_to_file(facts, &symbol))
            report(pass, &symbol);
    }
    free(is_called);
    call_circles_release(&calls);
}

static void look_at_globals(struct check_pass *pass, const struct declarations *all)
{
    const struct facts *facts = pass->facts;
    for (uint32_t i = 0; i < facts->global_count; i++) {
        const struct fact_global *global = &facts->globals[i];
        struct symbol symbol = {.name = global->name,
                                .what = "variable",
                                .range = global->range,
                                .declarations = all->items + all->of_global[i],
                                .declaration_count = all->of_global[i + 1] - all->of_global[i]};
        if (global->is_defined && global->linkage == LINKAGE_EXTERNAL && !global->is_local_static &&
            !(global->attributes & KEEPING_ATTRIBUTES) && is_local_to_file(facts, &symbol))
            report(pass, &symbol);
    }
}

void check_missing_static(struct check_pass *pass)
{
    struct declarations all;
    if (pass->options->has_gaps)
        return;
    declarations_init(&all, pass->facts);
    look_at_functions(pass, &all);
    look_at_globals(pass, &all);
    declarations_release(&all);
}
