/* Results of several runs as one. */
#include <string.h>

#include "cet/core/memory.h"
#include "cet/mutate/select.h"

static enum status join_file(struct mutant_set *into, const struct mutated_file *file, const char *name,
                             struct error *err)
{
    for (size_t i = 0; i < into->file_count; i++) {
        if (strcmp(into->files[i].path, file->path) != 0)
            continue;
        if (strcmp(into->files[i].digest, file->digest) == 0)
            return STATUS_OK;
        return error_set(err, STATUS_INVALID, "'%s': '%s' was another one than in the results before", name,
                         file->path);
    }
    mutant_set_add_file(into, file->path, file->digest);
    return STATUS_OK;
}

static bool is_open(const struct mutant *mutant)
{
    return mutant->status == MUTANT_PENDING ||
           (mutant->status == MUTANT_IGNORED && mutant->ignored_as == MUTANT_NOT_SELECTED);
}

static void describe(const struct mutant *mutant, struct strbuf *out)
{
    strbuf_add_text(out, mutant_status_text(mutant->status));
    if (mutant->status == MUTANT_IGNORED)
        strbuf_printf(out, " (%s)", mutant->reason ? mutant->reason : mutant_ignored_text(mutant->ignored_as));
}

static enum status contradict(const struct mutant *known, const struct mutant *other, const char *name,
                              struct error *err)
{
    SCOPED(strbuf_release) struct strbuf here = {0};
    SCOPED(strbuf_release) struct strbuf before = {0};
    describe(other, &here);
    describe(known, &before);
    return error_set(err, STATUS_INVALID, "'%s': mutant %s is %s here and %s in the results before", name, other->id,
                     strbuf_text(&here), strbuf_text(&before));
}

static enum status join_mutant(struct mutant_set *into, const struct mutant *mutant, const char *name,
                               struct error *err)
{
    size_t count = into->count;
    struct mutant *known = mutant_set_add(into, mutant);
    if (into->count > count || is_open(mutant))
        return STATUS_OK;
    if (is_open(known)) {
        mutant_set_replace(into, known, mutant);
        return STATUS_OK;
    }
    bool is_same = known->status == mutant->status && known->ignored_as == mutant->ignored_as;
    return is_same ? STATUS_OK : contradict(known, mutant, name, err);
}

static void join_unused(struct mutant_set *into, const struct unused_suppression *unused)
{
    for (size_t i = 0; i < into->unused_count; i++)
        if (into->unused[i].line == unused->line && strcmp(into->unused[i].path, unused->path) == 0)
            return;
    mutant_set_add_unused(into, unused->path, unused->line);
}

enum status mutate_merge(struct mutant_set *into, const struct mutant_set *from, const char *name, struct error *err)
{
    enum status status = STATUS_OK;
    if (*into->tool && *from->tool && strcmp(into->tool, from->tool) != 0)
        return error_set(err, STATUS_INVALID, "'%s': was made by %s, the results before by %s", name, from->tool,
                         into->tool);
    if (*from->tool)
        mutant_set_made_by(into, from->tool);
    for (size_t i = 0; i < from->file_count && status == STATUS_OK; i++)
        status = join_file(into, &from->files[i], name, err);
    for (size_t i = 0; i < from->count && status == STATUS_OK; i++)
        status = join_mutant(into, &from->items[i], name, err);
    for (size_t i = 0; i < from->note_count; i++)
        mutant_set_add_note(into, from->notes[i]);
    for (size_t i = 0; i < from->unused_count; i++)
        join_unused(into, &from->unused[i]);
    if (status == STATUS_OK)
        mutant_set_sort(into);
    return status;
}
