/* Comments as a reader sees them: a comment, or several of one line each that stand under each other in one column, as
 * one block of lines.
 *
 *     struct comment_blocks blocks = comment_blocks_read(facts, &arena);
 *     for (uint32_t i = 0; i < blocks.count; i++)
 *         look_at_lines(blocks.items[i].lines, blocks.items[i].line_count);
 *
 * Comments of user files only, in the order of the facts. All lives in the arena and in the facts. */
#ifndef CET_CHECK_COMMENT_BLOCKS_H
#define CET_CHECK_COMMENT_BLOCKS_H

#include <stddef.h>

#include "cet/core/arena.h"
#include "cet/model/facts.h"

struct comment_line {
    const char *text; /* not terminated; without blanks at the end */
    uint32_t length;
    uint32_t indent;           /* blanks that it begins with; a tab counts as one */
    struct source_range range; /* the whole line of the comment, or the comment where it has one line */
};

struct comment_block {
    struct source_range range;
    struct comment_line *lines;
    uint32_t line_count;
    bool is_behind_code; /* it tells about what stands before it on its line */
};

struct comment_blocks {
    struct comment_block *items;
    uint32_t count;
};

struct comment_blocks comment_blocks_read(const struct facts *facts, struct arena *arena);

#endif
