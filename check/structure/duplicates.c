#include "duplicates.h"

#include <stdlib.h>
#include <string.h>

#include "cet/check/duplicates.h"
#include "cet/core/memory.h"

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

struct duplicate_search {
    const struct facts *facts;
    duplicate_fn visit;
    void *context;
};

static void look_at_clone(void *context, const struct clone *clone)
{
    const struct duplicate_search *search = context;
    struct duplicate duplicate = {.clone = *clone,
                                  .here = range_of(&search->facts->functions[clone->other.function], &clone->other),
                                  .there = range_of(&search->facts->functions[clone->one.function], &clone->one)};
    duplicate.lines =
        duplicate.here.end_line >= duplicate.here.line ? duplicate.here.end_line - duplicate.here.line + 1 : 1;
    if (duplicate.lines >= LEAST_LINES)
        search->visit(search->context, &duplicate);
}

void duplicates_find(const struct facts *facts, uint32_t least_nodes, duplicate_fn visit, void *context)
{
    bool *is_generated = find_generated(facts);
    struct duplicate_search search = {facts, visit, context};
    clones_find(facts, least_nodes, is_generated, look_at_clone, &search);
    free(is_generated);
}

struct line_visit {
    duplicate_lines_fn visit;
    void *context;
};

static void give_lines(void *context, const struct duplicate *duplicate)
{
    const struct line_visit *line_visit = context;
    line_visit->visit(line_visit->context, duplicate->lines);
}

void duplicate_lines_each(const struct facts *facts, const struct check_thresholds *thresholds,
                          duplicate_lines_fn visit, void *context)
{
    struct line_visit line_visit = {visit, context};
    duplicates_find(facts, thresholds->duplicate_nodes, give_lines, &line_visit);
}
