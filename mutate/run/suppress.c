/* NOLINT(cet-mutate) and its kin. A bare NOLINT is about findings: mutants are left out only by name. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/globs.h"
#include "cet/model/suppressions.h"
#include "cet/mutate/select.h"

#define SOURCE_MAX_BYTES (64u << 20)
#define NAME "cet-mutate"

struct suppressing {
    struct mutant_set *set;
    struct suppressions marks; /* their file is an index into paths */
    struct map paths;
    bool *is_used; /* by mark */
};

static enum status read_marks(struct suppressing *s, const char *path, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    bool is_new;
    uint64_t file = map_add(&s->paths, path, s->paths.count, &is_new);
    if (!is_new || !file_exists(path)) /* a generated source that is gone has no comments any more */
        return STATUS_OK;
    enum status status = file_read(path, SOURCE_MAX_BYTES, &text, err);
    if (status == STATUS_OK)
        suppressions_read_text(&s->marks, (uint32_t)file, strbuf_text(&text), text.length);
    return status;
}

static bool covers(const struct suppression *mark, uint64_t file, uint32_t line)
{
    return mark->file == file && mark->first_line <= line && line <= mark->last_line && !mark->is_bare &&
           globs_match(mark->globs, NAME);
}

static void ignore(struct suppressing *s, struct mutant *mutant, const struct suppression *mark)
{
    SCOPED(strbuf_release) struct strbuf reason = {0};
    strbuf_add_text(&reason, "suppressed");
    if (*mark->reason)
        strbuf_printf(&reason, ": %s", mark->reason);
    mutant_set_ignore(s->set, mutant, MUTANT_SUPPRESSED, strbuf_text(&reason));
}

static void apply_marks(struct suppressing *s, struct mutant *mutant)
{
    uint64_t file;
    if (mutant->status == MUTANT_IGNORED || !map_find(&s->paths, mutant->path, &file))
        return;
    for (size_t i = 0; i < s->marks.count; i++)
        if (covers(&s->marks.items[i], file, mutant->line)) {
            if (mutant->status != MUTANT_IGNORED)
                ignore(s, mutant, &s->marks.items[i]);
            s->is_used[i] = true;
        }
}

/* "cet-*" may be there for findings: only who names mutants is told that there are none. */
static void report_unused(struct suppressing *s)
{
    for (size_t i = 0; i < s->marks.count; i++)
        if (!s->is_used[i] && !s->marks.items[i].is_bare && strstr(s->marks.items[i].globs, NAME))
            mutant_set_add_unused(s->set, s->paths.entries[s->marks.items[i].file].key, s->marks.items[i].line);
}

enum status mutate_suppress(struct mutant_set *set, struct error *err)
{
    struct suppressing s = {.set = set};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < set->count && status == STATUS_OK; i++)
        status = read_marks(&s, set->items[i].path, err);
    s.is_used = memory_new(s.marks.count + 1, sizeof *s.is_used);
    for (size_t i = 0; i < set->count && status == STATUS_OK; i++)
        apply_marks(&s, &set->items[i]);
    if (status == STATUS_OK)
        report_unused(&s);
    free(s.is_used);
    suppressions_release(&s.marks);
    map_release(&s.paths);
    return status;
}
