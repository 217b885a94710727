#include "cet/coverage/data_files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "tree_walk.h"

#define MAX_UNITS 100000

void data_files_release(struct data_files *files)
{
    if (!files)
        return;
    for (size_t i = 0; i < files->count; i++) {
        free(files->units[i].stem);
        free(files->units[i].source_folder);
    }
    free(files->units);
    free(files->folder);
    *files = (struct data_files){0};
}

struct search {
    struct data_files *files;
    struct map stems;
};

static enum status add_file(void *context, const char *path, struct error *err)
{
    struct search *search = context;
    struct data_files *files = search->files;
    bool is_data = path_has_extension(path, ".gcda"), is_new;
    if (!is_data && !path_has_extension(path, ".gcno"))
        return STATUS_OK;
    if (files->count == MAX_UNITS)
        return error_set(err, STATUS_LIMIT, "'%s': more than %d objects with coverage", files->folder, MAX_UNITS);
    SCOPED(memory_free_pointer) char *stem = memory_strndup(path, strlen(path) - strlen(".gcda"));
    uint64_t at = map_add(&search->stems, stem, files->count, &is_new);
    if (is_new) {
        const struct data_unit unit = {.stem = memory_strdup(stem)};
        ARRAY_PUSH(files->units, files->count, files->capacity, unit);
    }
    files->units[at].has_data |= is_data;
    files->units[at].has_notes |= !is_data;
    files->data_count += is_data;
    files->notes_count += !is_data;
    return STATUS_OK;
}

static int compare_units(const void *left, const void *right)
{
    const struct data_unit *a = left, *b = right;
    return strcmp(a->stem, b->stem);
}

enum status data_files_find(const char *folder, struct data_files *ret, struct error *err)
{
    struct data_files files = {.folder = path_absolute(folder, NULL)};
    struct search search = {.files = &files};
    enum status status = tree_walk(files.folder, add_file, &search, err);
    map_release(&search.stems);
    if (status != STATUS_OK) {
        data_files_release(&files);
        return status;
    }
    if (files.count)
        qsort(files.units, files.count, sizeof *files.units, compare_units);
    *ret = files;
    return STATUS_OK;
}

enum status data_files_clear(const struct data_files *files, struct error *err)
{
    for (size_t i = 0; i < files->count; i++) {
        SCOPED(strbuf_release) struct strbuf path = {0};
        strbuf_printf(&path, "%s.gcda", files->units[i].stem);
        if (files->units[i].has_data && unlink(strbuf_text(&path)) != 0 && errno != ENOENT)
            return error_set_errno(err, "cannot remove '%s', which an earlier run left", strbuf_text(&path));
    }
    return STATUS_OK;
}

enum status data_files_read(const struct data_files *files, const struct toolchain *tools, struct coverage *coverage,
                            struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < files->count && status == STATUS_OK; i++) {
        const struct data_unit *unit = &files->units[i];
        SCOPED(strbuf_release) struct strbuf path = {0};
        strbuf_printf(&path, "%s.%s", unit->stem, unit->has_data ? "gcda" : "gcno");
        if (!unit->is_forsaken)
            status = gcov_read_file(&(struct gcov_options){.tools = tools,
                                                           .is_clang = unit->is_clang,
                                                           .source_folder = unit->source_folder},
                                    strbuf_text(&path), coverage, err);
    }
    return status;
}
