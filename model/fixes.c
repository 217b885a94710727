#include "cet/model/fixes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

struct edit {
    size_t begin, end; /* offsets into the text as it was */
    const char *replacement;
};

struct edits {
    struct edit *items;
    size_t count;
    size_t capacity;
};

/* Offset of a place, SIZE_MAX when the text has none such; the end of a line is one. */
static size_t offset_of(const struct strbuf *text, uint32_t line, uint32_t column)
{
    const char *start = strbuf_text(text), *end = start + text->length;
    const char *at = start;
    for (uint32_t i = 1; i < line && at; i++) {
        at = memchr(at, '\n', (size_t)(end - at));
        at = at ? at + 1 : NULL;
    }
    if (!at || !line || !column)
        return SIZE_MAX;
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    size_t length = (size_t)((stop ? stop : end) - at);
    return column - 1 <= length ? (size_t)(at - start) + column - 1 : SIZE_MAX;
}

/* Two insertions at one place touch too: which comes first is not known. */
static bool touches(const struct edits *edits, const struct edit *edit)
{
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *other = &edits->items[i];
        bool is_before = edit->end < other->begin || (edit->end == other->begin && edit->begin != other->begin);
        bool is_behind = other->end < edit->begin || (other->end == edit->begin && edit->begin != other->begin);
        if (!is_before && !is_behind)
            return true;
    }
    return false;
}

static bool add_finding(struct edits *edits, const struct finding *finding, const struct strbuf *text)
{
    size_t before = edits->count;
    for (uint32_t i = 0; i < finding->fix_count; i++) {
        const struct finding_fix *fix = &finding->fixes[i];
        struct edit edit = {offset_of(text, fix->line, fix->column), offset_of(text, fix->end_line, fix->end_column),
                            fix->replacement};
        if (edit.begin > edit.end || edit.end == SIZE_MAX || touches(edits, &edit)) {
            edits->count = before;
            return false;
        }
        ARRAY_PUSH(edits->items, edits->count, edits->capacity, edit);
    }
    return true;
}

static int compare_edits(const void *left, const void *right)
{
    const struct edit *a = left, *b = right;
    return a->begin != b->begin ? (a->begin > b->begin) - (a->begin < b->begin) : (a->end > b->end) - (a->end < b->end);
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t")] == '\0';
}

static void trim_blanks(struct strbuf *text)
{
    while (text->length && strchr(" \t", text->bytes[text->length - 1]))
        text->bytes[--text->length] = '\0';
}

static void rewrite(struct strbuf *text, const struct edits *edits)
{
    struct strbuf out = {0};
    size_t at = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        strbuf_add(&out, strbuf_text(text) + at, edit->begin - at);
        strbuf_add_text(&out, edit->replacement);
        at = edit->end;
        bool is_at_line_end = at == text->length || strchr("\r\n", text->bytes[at]);
        if (is_at_line_end && is_blank(edit->replacement))
            trim_blanks(&out);
    }
    strbuf_add(&out, strbuf_text(text) + at, text->length - at);
    strbuf_release(text);
    *text = out;
}

bool finding_has_fix(const struct finding *finding)
{
    return finding->state == FINDING_SHOWN && finding->fix_count > 0;
}

size_t fixes_apply(const struct finding_set *findings, const char *path, struct strbuf *text)
{
    struct edits edits = {0};
    size_t repaired = 0;
    for (size_t i = 0; i < findings->count; i++)
        if (finding_has_fix(&findings->items[i]) && !strcmp(findings->items[i].path, path))
            repaired += add_finding(&edits, &findings->items[i], text);
    if (edits.count) {
        qsort(edits.items, edits.count, sizeof *edits.items, compare_edits);
        rewrite(text, &edits);
    }
    free(edits.items);
    return repaired;
}
