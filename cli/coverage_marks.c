#include "coverage_marks.h"

#include <inttypes.h>
#include <stdlib.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/coverage_exclusions.h"

#define MAX_SOURCE_BYTES (64u << 20)

/* Of the file's source; none when it cannot be read. */
static enum status read_marks(const struct coverage_file *file, struct coverage_exclusions *marks, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (file_read(file->path, MAX_SOURCE_BYTES, &text, NULL) != STATUS_OK)
        return STATUS_OK;
    return coverage_exclusions_find(file->path, strbuf_text(&text), text.length, marks, err);
}

static enum status apply_to_file(void *context, struct coverage_file *file, struct error *err)
{
    (void)context;
    SCOPED(coverage_exclusions_release) struct coverage_exclusions marks = {0};
    enum status status = read_marks(file, &marks, err);
    if (status == STATUS_OK && marks.count)
        coverage_exclusions_apply(&marks, file);
    return status;
}

enum status coverage_marks_apply(struct coverage *coverage, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < coverage->file_count && status == STATUS_OK; i++)
        status = apply_to_file(NULL, &coverage->files[i], err);
    return status;
}

enum status coverage_marks_apply_to_pile(struct coverage_pile *pile, struct error *err)
{
    return coverage_pile_edit(pile, apply_to_file, NULL, err);
}

static void add_line(struct coverage_marks_list *list, struct strbuf *line)
{
    ARRAY_PUSH(list->items, list->count, list->capacity, strbuf_take(line));
}

static void describe(const struct coverage_exclusion *mark, const struct coverage_file *file, const char *folder,
                     struct coverage_marks_list *list)
{
    struct coverage_totals hidden = coverage_exclusion_hides(mark, file);
    struct strbuf line = {0};
    if (!hidden.lines && !hidden.branches)
        return;
    strbuf_printf(&line, "%s:%" PRIu32, path_below(file->path, folder), mark->first);
    if (mark->last != mark->first)
        strbuf_printf(&line, "-%" PRIu32, mark->last);
    strbuf_printf(&line,
                  ": %s would hide %" PRIu64 " lines (%" PRIu64 " not executed), %" PRIu64 " branches (%" PRIu64
                  " not taken)",
                  mark->word, hidden.lines, hidden.lines - hidden.lines_hit, hidden.branches,
                  hidden.branches - hidden.branches_taken);
    if (mark->kind == COVERAGE_EXCLUSION_UNREACHABLE && hidden.lines_hit)
        strbuf_add_text(&line, "; it is reached");
    add_line(list, &line);
}

void coverage_marks_find(const struct coverage *coverage, const char *folder, struct coverage_marks_list *ret)
{
    for (size_t i = 0; i < coverage->file_count; i++) {
        SCOPED(coverage_exclusions_release) struct coverage_exclusions marks = {0};
        struct error why = {0};
        struct strbuf line = {0};
        if (read_marks(&coverage->files[i], &marks, &why) != STATUS_OK) {
            strbuf_add_text(&line, why.message);
            add_line(ret, &line);
        }
        for (size_t k = 0; k < marks.count; k++)
            describe(&marks.items[k], &coverage->files[i], folder, ret);
    }
}

void coverage_marks_list_release(struct coverage_marks_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
    *list = (struct coverage_marks_list){0};
}
