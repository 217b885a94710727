#include "cet/report/patterns.h"

#include "cet/core/file.h"
#include "pattern_parts.h"

static void add_pattern(const struct pattern *pattern, const char *root, struct strbuf *out)
{
    strbuf_printf(out, "  %s:%u: %s: %s\n", path_below(pattern->path, root), pattern->line, pattern->name,
                  pattern->reason);
    add_pattern_parts(pattern->parts, pattern->part_count, pattern->path, root, out);
}

static void add_counts(const struct pattern_set *patterns, struct strbuf *out)
{
    strbuf_printf(out, "%zu patterns", patterns->count);
    const char *before = ": ";
    for (size_t kind = 0; kind < PATTERN_KIND_COUNT; kind++) {
        size_t count = pattern_set_count(patterns, (enum pattern_kind)kind);
        if (!count)
            continue;
        strbuf_printf(out, "%s%zu %s", before, count, pattern_kind_info((enum pattern_kind)kind)->name);
        before = ", ";
    }
    strbuf_add_char(out, '\n');
}

void report_patterns_text(const struct pattern_set *patterns, const char *root, struct strbuf *out)
{
    for (size_t i = 0; i < patterns->count; i++) {
        const struct pattern *pattern = &patterns->items[i];
        const struct pattern_kind_info *kind = pattern_kind_info(pattern->kind);
        if (!i || patterns->items[i - 1].kind != pattern->kind)
            strbuf_printf(out, "%s%s: %s; %s\n", i ? "\n" : "", kind->name, kind->summary, kind->reading);
        add_pattern(pattern, root, out);
    }
    if (patterns->count)
        strbuf_add_char(out, '\n');
    add_counts(patterns, out);
}
