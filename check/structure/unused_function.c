/* A function that nobody calls and whose address nobody takes. Of the static ones that is certain. An external one is
 * only told of when the program is complete, that is, it has a main, and every function of the program that is called
 * is defined; one that a header declares only when that header is no library's, of which a program uses a part.
 *
 * Silent on what attributes keep (used, unused, constructor, section, weak, visibility), on functions of headers, and
 * on those that a macro names. Where a file has parts that this build leaves out, the function may be used there: then
 * it is no warning. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "call_circles.h"
#include "cet/core/memory.h"
#include "declarations.h"
#include "pass.h"

#define KEEPING_ATTRIBUTES                                                                                             \
    (ATTRIBUTE_KEPT | ATTRIBUTE_UNUSED | ATTRIBUTE_CONSTRUCTOR | ATTRIBUTE_DESTRUCTOR | ATTRIBUTE_WEAK)

/* Of the functions that a header declares, in percent, this many may be unused before it is taken for a library's. */
#define MAX_UNUSED_PERCENT 25

struct usage {
    struct check_pass *pass;
    struct call_circles calls;
    struct declarations declarations;
    uint32_t *declared_count; /* by each file: functions defined in this program */
    uint32_t *unused_count;
    uint32_t program_count;
    bool is_complete;
};

static bool is_used(const struct usage *usage, uint32_t function)
{
    uint32_t same = usage->calls.same_as[function];
    return usage->calls.is_called[same] || usage->calls.is_named[same];
}

static uint32_t count_programs(const struct facts *facts)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < facts->function_count; i++)
        count += facts->functions[i].is_defined && !strcmp(facts->functions[i].name, "main");
    return count;
}

static bool is_complete(const struct usage *usage)
{
    const struct facts *facts = usage->pass->facts;
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *function = &facts->functions[i];
        bool is_foreign = function->is_system || function->is_builtin;
        if (!is_foreign && !function->is_defined && is_used(usage, i) &&
            !facts->functions[usage->calls.same_as[i]].is_defined)
            return false;
    }
    return usage->program_count > 0;
}

static bool is_word_of(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
        bool begins = at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
        if (begins && !(isalnum((unsigned char)at[length]) || at[length] == '_'))
            return true;
    }
    return false;
}

static bool is_named_by_macro(const struct facts *facts, const char *name)
{
    for (uint32_t i = 0; i < facts->macro_count; i++)
        if (!facts->macros[i].is_system && is_word_of(facts->macros[i].body, name))
            return true;
    return false;
}

static bool has_parts_left_out(const struct facts *facts, uint32_t file)
{
    for (uint32_t i = 0; i < facts->inactive_count; i++)
        if (facts->inactive[i].file == file)
            return true;
    return false;
}

static bool may_be_unused(const struct usage *usage, uint32_t index)
{
    const struct fact_function *function = &usage->pass->facts->functions[index];
    return function->is_defined && *function->name && function->graph.node_count &&
           strcmp(function->name, "main") != 0 && !(function->attributes & KEEPING_ATTRIBUTES) &&
           !is_header(usage->pass->facts, function->range.file) && !is_used(usage, index);
}

static void count_declared(struct usage *usage)
{
    const struct facts *facts = usage->pass->facts;
    for (uint32_t i = 0; i < facts->function_count; i++) {
        if (!facts->functions[i].is_defined)
            continue;
        for (uint32_t k = usage->declarations.of_function[i]; k < usage->declarations.of_function[i + 1]; k++) {
            uint32_t file = usage->declarations.items[k]->range.file;
            if (file >= facts->file_count)
                continue;
            usage->declared_count[file]++;
            usage->unused_count[file] += !is_used(usage, i);
        }
    }
}

enum offer { OFFERED_BY_NOBODY, OFFERED_BY_PROGRAM, OFFERED_BY_LIBRARY };

/* Who declares it in a header. */
static enum offer offer_of(const struct usage *usage, uint32_t function)
{
    const struct facts *facts = usage->pass->facts;
    enum offer offer = OFFERED_BY_NOBODY;
    for (uint32_t i = usage->declarations.of_function[function]; i < usage->declarations.of_function[function + 1];
         i++) {
        uint32_t file = usage->declarations.items[i]->range.file;
        if (!is_header(facts, file))
            continue;
        if (usage->program_count > 1 || strstr(facts->files[file].path, "/include/") ||
            usage->unused_count[file] * 100 > usage->declared_count[file] * MAX_UNUSED_PERCENT)
            return OFFERED_BY_LIBRARY;
        offer = OFFERED_BY_PROGRAM;
    }
    return offer;
}

static void look_at_function(struct usage *usage, uint32_t index)
{
    const struct facts *facts = usage->pass->facts;
    const struct fact_function *function = &facts->functions[index];
    if (!may_be_unused(usage, index) || is_named_by_macro(facts, function->name))
        return;
    enum offer offer = function->linkage == LINKAGE_EXTERNAL ? offer_of(usage, index) : OFFERED_BY_NOBODY;
    if (function->linkage == LINKAGE_EXTERNAL && (!usage->is_complete || offer == OFFERED_BY_LIBRARY))
        return;
    struct source_range range = function->range;
    range.end_line = range.line;
    range.end_column = range.column;
    check_report(
        usage->pass,
        &(struct check_place){
            .level_shift = offer == OFFERED_BY_PROGRAM || has_parts_left_out(facts, function->range.file) ? -1 : 0,
            .function = function,
            .range = range},
        "nobody calls '%s'; delete it", function->name);
}

void check_unused_function(struct check_pass *pass)
{
    struct usage usage = {.pass = pass};
    if (pass->options->has_gaps)
        return;
    call_circles_init(&usage.calls, pass->facts);
    declarations_init(&usage.declarations, pass->facts);
    usage.declared_count = memory_new((size_t)pass->facts->file_count + 1, sizeof *usage.declared_count);
    usage.unused_count = memory_new((size_t)pass->facts->file_count + 1, sizeof *usage.unused_count);
    count_declared(&usage);
    usage.program_count = count_programs(pass->facts);
    usage.is_complete = is_complete(&usage);
    for (uint32_t i = 0; i < pass->facts->function_count; i++)
        look_at_function(&usage, i);
    free(usage.declared_count);
    free(usage.unused_count);
    declarations_release(&usage.declarations);
    call_circles_release(&usage.calls);
}
