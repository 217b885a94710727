/* One pattern that is being put together. */
#include <stdarg.h>
#include <string.h>

#include "cet/core/memory.h"
#include "search.h"

static const char *path_of(const struct facts *facts, uint32_t file)
{
    return file < facts->file_count ? facts->files[file].path : "";
}

void draft_begin(struct pattern_search *search, enum pattern_kind kind, const char *name, struct source_range range)
{
    search->draft.pattern = (struct pattern){.kind = kind,
                                             .name = name,
                                             .path = path_of(search->facts, range.file),
                                             .line = range.line,
                                             .parts = search->draft.parts};
}

void draft_part(struct pattern_search *search, const char *role, const char *name, struct source_range range)
{
    struct pattern *pattern = &search->draft.pattern;
    const char *path = path_of(search->facts, range.file);
    for (uint32_t i = 0; i < pattern->part_count; i++) {
        const struct pattern_part *part = &pattern->parts[i];
        if (part->line == range.line && !strcmp(part->role, role) && !strcmp(part->name, name) &&
            !strcmp(part->path, path))
            return;
    }
    if (pattern->part_count == PATTERN_MAX_PARTS)
        pattern->left_out++;
    else
        pattern->parts[pattern->part_count++] = (struct pattern_part){role, name, path, range.line};
}

void draft_function(struct pattern_search *search, const char *role, uint32_t function)
{
    draft_part(search, role, search->facts->functions[function].name, search->facts->functions[function].range);
}

uint32_t draft_count(const struct pattern_search *search, const char *role)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < search->draft.pattern.part_count; i++)
        count += !strcmp(search->draft.pattern.parts[i].role, role);
    return count;
}

void draft_end(struct pattern_search *search, const char *format, ...)
{
    SCOPED(strbuf_release) struct strbuf reason = {0};
    va_list args;
    va_start(args, format);
    strbuf_vprintf(&reason, format, args);
    va_end(args);
    search->draft.pattern.reason = strbuf_text(&reason);
    pattern_set_add(search->found, &search->draft.pattern);
}
