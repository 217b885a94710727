/* A mutant as a unified diff with three lines of context. */
#include <stdbool.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/mutate/list.h"

#define CONTEXT_LINES 3

static size_t line_start(const struct strbuf *text, uint32_t line)
{
    size_t at = 0;
    for (uint32_t i = 1; i < line && at < text->length; i++) {
        const char *end = memchr(text->bytes + at, '\n', text->length - at);
        at = end ? (size_t)(end - text->bytes) + 1 : text->length;
    }
    return at;
}

/* Each line of [begin, end) with the mark in front; how many. */
static uint32_t add_lines(struct strbuf *out, char mark, const char *bytes, size_t length)
{
    uint32_t count = 0;
    for (size_t at = 0; at < length; count++) {
        const char *end = memchr(bytes + at, '\n', length - at);
        size_t stop = end ? (size_t)(end - bytes) : length;
        strbuf_add_char(out, mark);
        strbuf_add(out, bytes + at, stop - at);
        strbuf_add_text(out, end ? "\n" : "\n\\ No newline at end of file\n");
        at = stop + 1;
    }
    return count;
}

static bool stands_there(const struct mutant *m, const struct strbuf *text, size_t begin, size_t end)
{
    return begin <= end && end <= text->length && strlen(m->original) == end - begin &&
           memcmp(text->bytes + begin, m->original, end - begin) == 0;
}

enum status mutant_format_patch(const struct mutant *m, const char *path, const struct strbuf *text, struct strbuf *out,
                                struct error *err)
{
    SCOPED(strbuf_release) struct strbuf body = {0};
    SCOPED(strbuf_release) struct strbuf changed = {0};
    size_t begin = line_start(text, m->line) + m->column - 1;
    size_t end = line_start(text, m->end_line) + m->end_column - 1;
    if (!stands_there(m, text, begin, end))
        return error_set(err, STATUS_INVALID, "'%s':%u: '%s' no longer stands there; list the mutants again", m->path,
                         m->line, m->original);
    uint32_t from = m->line > CONTEXT_LINES ? m->line - CONTEXT_LINES : 1;
    size_t context = line_start(text, from), first = line_start(text, m->line);
    size_t behind = line_start(text, m->end_line + 1), last = line_start(text, m->end_line + 1 + CONTEXT_LINES);
    strbuf_add(&changed, text->bytes + first, begin - first);
    strbuf_add_text(&changed, m->replacement);
    strbuf_add(&changed, text->bytes + end, behind - end);
    uint32_t around = add_lines(&body, ' ', text->bytes + context, first - context);
    uint32_t removed = add_lines(&body, '-', text->bytes + first, behind - first);
    uint32_t added = add_lines(&body, '+', strbuf_text(&changed), changed.length);
    around += add_lines(&body, ' ', text->bytes + behind, last - behind);
    strbuf_printf(out, "--- a/%s\n+++ b/%s\n@@ -%u,%u +%u,%u @@\n", path, path, from, around + removed, from,
                  around + added);
    strbuf_add(out, strbuf_text(&body), body.length);
    return STATUS_OK;
}
