/* The same piece of code in two places: mended in one, it stays broken in the other. Generated files are left alone. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "clones.h"
#include "pass.h"

/* A generator says so at the top. */
#define HEAD_LINES 30
/* A piece of fewer is not worth a function, however much a macro's arguments make of it. */
#define LEAST_LINES 6

static bool says_generated(const char *text)
{
    static const char *const words[] = {"enerated by", "utomatically generated", "DO NOT EDIT", "do not edit",
                                        "Do not edit"};
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

/* For each file. */
static bool *find_generated(const struct facts *facts)
{
    bool *is_generated = memory_new((size_t)facts->file_count + 1, sizeof *is_generated);
    for (uint32_t i = 0; i < facts->comment_count; i++) {
        const struct fact_comment *comment = &facts->comments[i];
        if (comment->range.file < facts->file_count && comment->range.line < HEAD_LINES &&
            says_generated(comment->text))
            is_generated[comment->range.file] = true;
    }
    return is_generated;
}

static struct source_range range_of(const struct fact_function *function, const struct clone_side *side)
{
    struct source_range range = function->graph.nodes[side->first].range;
    const struct source_range *last = &function->graph.nodes[side->last].range;
    if (last->file == range.file && last->end_line >= range.line) {
        range.end_line = last->end_line;
        range.end_column = last->end_column;
    }
    return range;
}

static void report(void *context, const struct clone *clone)
{
    struct check_pass *pass = context;
    const struct fact_function *one = &pass->facts->functions[clone->one.function];
    const struct fact_function *other = &pass->facts->functions[clone->other.function];
    struct source_range here = range_of(other, &clone->other), there = range_of(one, &clone->one);
    uint32_t lines = here.end_line >= here.line ? here.end_line - here.line + 1 : 1;
    if (lines < LEAST_LINES)
        return;
    const char *but = clone->differences ? ", but for names and a few values" : "";
    check_report(pass,
                 &(struct check_place){
                     .function = other,
                     .range = here,
                     .note = {there, arena_printf(pass->arena, "the other one stands here, in '%s'", one->name)}},
                 "%u lines of code stand in '%s' too%s, from line %u on; make one function of both", lines, one->name,
                 but, there.line);
}

void check_duplicate_code(struct check_pass *pass)
{
    bool *is_generated = find_generated(pass->facts);
    clones_find(pass->facts, pass->thresholds->duplicate_nodes, is_generated, report, pass);
    free(is_generated);
}
