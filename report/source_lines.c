#include "source_lines.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

#define MAX_SOURCE_BYTES (32u << 20)

void source_lines_load(struct source_lines *lines, const char *path)
{
    if (lines->path && !strcmp(lines->path, path))
        return;
    source_lines_release(lines);
    lines->path = memory_strdup(path);
    size_t count = 0, capacity = 0;
    if (file_read(path, MAX_SOURCE_BYTES, &lines->text, NULL) != STATUS_OK)
        strbuf_clear(&lines->text);
    const char *text = strbuf_text(&lines->text);
    ARRAY_PUSH(lines->starts, count, capacity, 0);
    for (size_t i = 0; i < lines->text.length && count < UINT32_MAX; i++)
        if (text[i] == '\n' || i + 1 == lines->text.length)
            ARRAY_PUSH(lines->starts, count, capacity, i + 1);
    lines->line_count = (uint32_t)(count - 1);
}

void source_lines_release(struct source_lines *lines)
{
    if (!lines)
        return;
    strbuf_release(&lines->text);
    free(lines->starts);
    free(lines->path);
    *lines = (struct source_lines){0};
}

const char *source_lines_get(const struct source_lines *lines, uint32_t line, size_t *ret_length)
{
    *ret_length = 0;
    if (line == 0 || line > lines->line_count)
        return NULL;
    const char *text = strbuf_text(&lines->text) + lines->starts[line - 1];
    size_t length = lines->starts[line] - lines->starts[line - 1];
    while (length && (text[length - 1] == '\n' || text[length - 1] == '\r'))
        length--;
    *ret_length = length;
    return text;
}

uint32_t source_lines_character(const struct source_lines *lines, uint32_t line, uint32_t column)
{
    size_t length;
    const char *text = source_lines_get(lines, line, &length);
    uint32_t characters = 1;
    if (!text || !column)
        return column;
    uint32_t inside = column - 1 < length ? column - 1 : (uint32_t)length;
    for (uint32_t i = 0; i < inside; i++)
        characters += ((unsigned char)text[i] & 0xc0) != 0x80;
    return characters + (column - 1 - inside);
}
