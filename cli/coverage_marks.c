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

static void find_in_file(const struct coverage_file *file, const char *folder, struct coverage_marks_list *list)
{
    SCOPED(coverage_exclusions_release) struct coverage_exclusions marks = {0};
    struct error why = {0};
    struct strbuf line = {0};
    if (read_marks(file, &marks, &why) != STATUS_OK) {
        strbuf_add_text(&line, why.message);
        add_line(list, &line);
    }
    for (size_t i = 0; i < marks.count; i++)
        describe(&marks.items[i], file, folder, list);
}

void coverage_marks_find(const struct coverage *coverage, const char *folder, struct coverage_marks_list *ret)
{
    for (size_t i = 0; i < coverage->file_count; i++)
        find_in_file(&coverage->files[i], folder, ret);
}

static bool is_changed(const struct coverage_change_file *change, uint32_t line)
{
    for (size_t i = 0; i < change->changed_count; i++)
        if (change->changed[i].first <= line && line <= change->changed[i].last)
            return true;
    return false;
}

/* Functions stay: they say how far a mark of one goes. */
static void leave_changed(const struct coverage_change_file *change, struct coverage_file *file)
{
    size_t count = 0;
    for (size_t i = 0; i < file->line_count; i++)
        if (is_changed(change, file->lines[i].line))
            file->lines[count++] = file->lines[i];
    file->line_count = count;
    count = 0;
    for (size_t i = 0; i < file->branch_count; i++)
        if (is_changed(change, file->branches[i].line))
            file->branches[count++] = file->branches[i];
    file->branch_count = count;
}

void coverage_marks_find_changed(const struct coverage *coverage, const struct coverage_change *change,
                                 const char *folder, struct coverage_marks_list *ret)
{
    for (size_t i = 0; i < change->count; i++) {
        SCOPED(coverage_release) struct coverage kept = {0};
        const char *const paths[] = {change->files[i].path, NULL};
        coverage_keep(coverage, paths, &kept);
        if (!kept.file_count)
            continue;
        leave_changed(&change->files[i], &kept.files[0]);
        find_in_file(&kept.files[0], folder, ret);
    }
}

const char **coverage_marks_names(const struct coverage_marks_list *list, struct arena *arena)
{
    const char **names = arena_array(arena, list->count + 1, sizeof *names);
    for (size_t i = 0; i < list->count; i++)
        names[i] = arena_strdup(arena, list->items[i]);
    return names;
}

void coverage_marks_list_release(struct coverage_marks_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
    *list = (struct coverage_marks_list){0};
}
