#include "cet/model/changed_findings.h"

#include <string.h>

#include "cet/core/memory.h"

bool finding_is_on_changed_line(const struct finding *finding, const struct changed_lines *changed)
{
    bool is_on_it = changed_lines_touch(changed, finding->path, finding->line, finding->line);
    for (uint32_t i = 0; i < finding->note_count && !is_on_it; i++) {
        const struct finding_note *note = &finding->notes[i];
        is_on_it = changed_lines_touch(changed, note->path, note->line, note->line);
    }
    return is_on_it;
}

static bool is_in_changed_function(const struct finding_comparison *comparison, const struct finding *finding)
{
    const struct fact_function *function = facts_function_at(comparison->facts, finding->path, finding->line);
    uint32_t first = function ? function->range.line : finding->line;
    uint32_t last = function ? function->range.end_line : finding->end_line;
    return changed_lines_reach(comparison->changed, finding->path, first, last > first ? last : first);
}

static void add_key(struct strbuf *key, const struct finding *finding)
{
    strbuf_clear(key);
    strbuf_printf(key, "%s %s", finding->fingerprint, finding->rule);
}

void findings_leave_unchanged(const struct finding_comparison *comparison, struct finding_set *findings)
{
    SCOPED(map_release) struct map before = {0};
    SCOPED(strbuf_release) struct strbuf key = {0};
    for (size_t i = 0; comparison->before && i < comparison->before->count; i++) {
        add_key(&key, &comparison->before->items[i]);
        if (comparison->before->items[i].state == FINDING_SHOWN)
            map_set(&before, strbuf_text(&key), 1);
    }
    for (size_t i = 0; i < findings->count; i++) {
        struct finding *finding = &findings->items[i];
        if (finding->state != FINDING_SHOWN || finding_is_on_changed_line(finding, comparison->changed))
            continue;
        bool is_comparable = comparison->before && (!comparison->is_comparable ||
                                                    comparison->is_comparable(comparison->context, finding->path));
        add_key(&key, finding);
        bool is_caused =
            is_comparable ? !map_find(&before, strbuf_text(&key), NULL) : is_in_changed_function(comparison, finding);
        if (!is_caused)
            finding->state = FINDING_UNCHANGED;
    }
}
