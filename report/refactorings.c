#include "cet/report/refactorings.h"

#include <stdbool.h>

#include "cet/core/file.h"
#include "pattern_parts.h"

static void add_one(const struct refactoring *refactoring, size_t rank, const char *root, struct strbuf *out)
{
    strbuf_printf(out, "%zu. %s:%u: %s: %s\n", rank, path_below(refactoring->path, root), refactoring->line,
                  refactoring_kind_info(refactoring->kind)->name, refactoring->move);
    strbuf_printf(out, "      worth %.0f = complexity %.3g x changes %.3g x callers %.3g\n",
                  refactoring_worth(refactoring), refactoring->complexity, refactoring->changes, refactoring->callers);
    strbuf_printf(out, "      %s\n", refactoring->evidence);
    add_pattern_parts(refactoring->parts, refactoring->part_count, refactoring->path, root, out);
}

static bool is_shown(const struct refactoring_set *set, size_t shown, enum refactoring_kind kind)
{
    for (size_t i = 0; i < shown; i++)
        if (set->items[i].kind == kind)
            return true;
    return false;
}

static size_t count_kind(const struct refactoring_set *set, enum refactoring_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        count += set->items[i].kind == kind;
    return count;
}

static void add_summary(const struct refactoring_set *set, size_t shown, struct strbuf *out)
{
    strbuf_printf(out, "%zu suggestions, the first %zu shown", set->count, shown);
    const char *before = ": ";
    for (size_t kind = 0; kind < REFACTORING_KIND_COUNT; kind++) {
        size_t count = count_kind(set, (enum refactoring_kind)kind);
        if (count)
            strbuf_printf(out, "%s%zu %s", before, count, refactoring_kind_info((enum refactoring_kind)kind)->name);
        before = count ? ", " : before;
    }
    strbuf_add_text(out, set->has_history ? "\n" : "; no history in git, so that changes count as 1\n");
}

void report_refactorings_text(const struct refactoring_set *set, size_t limit, const char *root, struct strbuf *out)
{
    size_t shown = limit && limit < set->count ? limit : set->count;
    for (size_t i = 0; i < shown; i++)
        add_one(&set->items[i], i + 1, root, out);
    for (size_t kind = 0; kind < REFACTORING_KIND_COUNT; kind++) {
        const struct refactoring_kind_info *info = refactoring_kind_info((enum refactoring_kind)kind);
        if (is_shown(set, shown, (enum refactoring_kind)kind))
            strbuf_printf(out, "%s: %s: %s\n", info->name, info->summary, info->how);
    }
    add_summary(set, shown, out);
}
