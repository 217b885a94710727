#include "comment_blocks.h"

#include <string.h>

static uint32_t lines_of(const char *text)
{
    uint32_t count = 1;
    for (; *text; text++)
        count += *text == '\n';
    return count;
}

static bool is_user_comment(const struct facts *facts, const struct fact_comment *comment)
{
    return comment->range.file < facts->file_count && !facts->files[comment->range.file].is_system;
}

static bool continues(const struct fact_comment *above, const struct fact_comment *below)
{
    const struct source_range *a = &above->range, *b = &below->range;
    return a->file == b->file && a->line == a->end_line && b->line == b->end_line && b->line == a->line + 1 &&
           a->column == b->column && above->is_behind_code == below->is_behind_code;
}

static void add_lines(const struct fact_comment *comment, struct comment_block *block)
{
    bool has_one_line = comment->range.line == comment->range.end_line;
    uint32_t at = comment->range.line + comment->skipped;
    for (const char *text = comment->text; text; at++) {
        const char *end = strchr(text, '\n');
        uint32_t length = (uint32_t)(end ? (size_t)(end - text) : strlen(text));
        while (length && strchr(" \t\r", text[length - 1]))
            length--;
        uint32_t indent = 0;
        while (indent < length && (text[indent] == ' ' || text[indent] == '\t'))
            indent++;
        bool is_first = at == comment->range.line;
        block->lines[block->line_count++] = (struct comment_line){
            text, length, indent,
            has_one_line ? comment->range
                         : (struct source_range){comment->range.file, at, is_first ? comment->range.column : 1, at,
                                                 is_first ? comment->range.column + length : length + 1}};
        text = end ? end + 1 : NULL;
    }
    block->range.end_line = comment->range.end_line;
    block->range.end_column = comment->range.end_column;
}

struct comment_blocks comment_blocks_read(const struct facts *facts, struct arena *arena)
{
    struct comment_blocks blocks = {.items = arena_array(arena, facts->comment_count, sizeof *blocks.items)};
    uint32_t end;
    for (uint32_t i = 0; i < facts->comment_count; i = end) {
        end = i + 1;
        if (!is_user_comment(facts, &facts->comments[i]))
            continue;
        uint32_t lines = lines_of(facts->comments[i].text);
        for (; end < facts->comment_count && continues(&facts->comments[end - 1], &facts->comments[end]); end++)
            lines += lines_of(facts->comments[end].text);
        struct comment_block *block = &blocks.items[blocks.count++];
        block->range = facts->comments[i].range;
        block->is_behind_code = facts->comments[i].is_behind_code;
        block->lines = arena_array(arena, lines, sizeof *block->lines);
        for (uint32_t k = i; k < end; k++)
            add_lines(&facts->comments[k], block);
    }
    return blocks;
}
