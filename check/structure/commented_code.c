/* Code in a comment: nobody compiles, tests or trusts it, and the history keeps it anyway.
 *
 * Found are comments that are C and nothing else, or nearly: each line is a statement or a part of one. What explains
 * is left alone: comments with more prose than a line above the code, indented examples, documentation marked as such,
 * what stands behind code that it says in other words, and macros that whoever builds the program may define. */
#include <string.h>

#include "cet/core/memory.h"
#include "code_line.h"
#include "comment_blocks.h"
#include "pass.h"

struct block_lines {
    uint32_t statements, definitions, parts, prose;
    uint32_t first;        /* index of the first line that is code */
    uint32_t code_indent;  /* least of the lines of code */
    uint32_t prose_indent; /* least of the lines of prose */
    bool is_prose_on_top;  /* all prose stands before all code */
};

static struct block_lines count_lines(const struct comment_block *block)
{
    struct block_lines lines = {
        .first = NO_ID, .code_indent = UINT32_MAX, .prose_indent = UINT32_MAX, .is_prose_on_top = true};
    for (uint32_t i = 0; i < block->line_count; i++) {
        const struct comment_line *line = &block->lines[i];
        enum code_line kind = code_line_read(line->text, line->length);
        if (kind == LINE_EMPTY)
            continue;
        if (kind == LINE_PROSE) {
            lines.prose++;
            lines.prose_indent = line->indent < lines.prose_indent ? line->indent : lines.prose_indent;
            lines.is_prose_on_top &= lines.first == NO_ID;
            continue;
        }
        lines.statements += kind == LINE_STATEMENT;
        lines.definitions += kind == LINE_DEFINITION;
        lines.parts += kind == LINE_PART;
        lines.first = lines.first == NO_ID ? i : lines.first;
        lines.code_indent = line->indent < lines.code_indent ? line->indent : lines.code_indent;
    }
    return lines;
}

/* Words that announce an example, also in Doxygen's and Markdown's way. */
static bool announces_example(const struct comment_block *block)
{
    static const char *const words[] = {"xample", "sage", "e.g.", "@code", "\\code", "```", "i.e.", "::"};
    for (uint32_t i = 0; i < block->line_count; i++)
        for (size_t k = 0; k < ARRAY_LENGTH(words); k++)
            if (memmem(block->lines[i].text, block->lines[i].length, words[k], strlen(words[k])))
                return true;
    return false;
}

static bool is_code(const struct comment_block *block, const struct block_lines *lines)
{
    if (!lines->statements || block->is_behind_code || announces_example(block))
        return false;
    if (!lines->prose)
        return lines->statements >= lines->parts + lines->definitions;
    return lines->prose == 1 && lines->is_prose_on_top && lines->statements >= 2 && lines->statements >= lines->parts &&
           lines->code_indent <= lines->prose_indent;
}

static void report(struct check_pass *pass, const struct comment_block *block, const struct comment_line *first)
{
    check_report(pass, &(struct check_place){.range = block->range},
                 "code stands in a comment: '%.*s'; delete it, the history keeps it",
                 (int)(first->length - first->indent), first->text + first->indent);
}

void check_commented_code(struct check_pass *pass)
{
    struct comment_blocks blocks = comment_blocks_read(pass->facts, pass->arena);
    for (uint32_t i = 0; i < blocks.count; i++) {
        struct block_lines lines = count_lines(&blocks.items[i]);
        if (is_code(&blocks.items[i], &lines))
            report(pass, &blocks.items[i], &blocks.items[i].lines[lines.first]);
    }
}
