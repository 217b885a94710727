/* Whether notes, data and sources belong together. gcov says of most that does not that nothing was executed. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/coverage/data_files.h"

#define MAX_FILE_BYTES (256u << 20)

struct unit_files {
    const struct data_files *files;
    struct data_unit *unit;
    char *notes_path, *data_path;
    struct gcov_notes notes;
};

static void unit_files_release(struct unit_files *of)
{
    free(of->notes_path);
    free(of->data_path);
    gcov_notes_release(&of->notes);
}

static bool is_newer(const struct stat *a, const struct stat *b)
{
    if (a->st_mtim.tv_sec != b->st_mtim.tv_sec)
        return a->st_mtim.tv_sec > b->st_mtim.tv_sec;
    return a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

static char *with_extension(const char *stem, const char *extension)
{
    struct strbuf path = {0};
    strbuf_printf(&path, "%s%s", stem, extension);
    return strbuf_take(&path);
}

static enum status check_data(const struct unit_files *of, const struct stat *notes_about, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf bytes = {0};
    struct gcov_head head = {0};
    struct stat about;
    enum status status = file_read(of->data_path, MAX_FILE_BYTES, &bytes, err);
    if (status == STATUS_OK)
        status = gcov_data_parse_head(of->data_path, strbuf_text(&bytes), bytes.length, &head, err);
    if (status != STATUS_OK)
        return status;
    if (strcmp(head.version, of->notes.head.version) != 0)
        return error_set(err, STATUS_INVALID,
                         "'%s' was written by a program of another compiler than its .gcno (%s, %s); remove it and run "
                         "the tests again",
                         of->data_path, head.version, of->notes.head.version);
    if (head.stamp != of->notes.head.stamp)
        return error_set(err, STATUS_INVALID,
                         "'%s' comes from another compilation than its .gcno (stamps %08x, %08x); remove it and run "
                         "the tests again",
                         of->data_path, head.stamp, of->notes.head.stamp);
    /* gcc's stamp is another with each compilation and says it all; clang's is not. */
    if (head.is_clang && stat(of->data_path, &about) == 0 && is_newer(notes_about, &about))
        return error_set(err, STATUS_INVALID,
                         "'%s' is older than its .gcno: the object was compiled again and has not run since; run the "
                         "tests again",
                         of->data_path);
    return STATUS_OK;
}

/* A relative name starts where the compiler ran; clang does not say where: there or above. NULL: not found.
 * ret_folder (may be NULL) gets the folder that a relative name was found from. */
static char *find_source(const struct unit_files *of, const char *name, char **ret_folder)
{
    SCOPED(memory_free_pointer) char *beside = path_folder(of->notes_path);
    char *folder = memory_strdup(of->notes.folder ? of->notes.folder : beside);
    for (;;) {
        char *path = path_absolute(name, folder), *above = path_folder(folder);
        bool is_found = file_exists(path), is_last = of->notes.folder || !strcmp(above, folder) || *name == '/';
        if (is_found && ret_folder && *name != '/' && !*ret_folder)
            *ret_folder = memory_strdup(folder);
        free(folder);
        folder = above;
        if (is_found || is_last) {
            free(folder);
            if (is_found)
                return path;
            free(path);
            return NULL;
        }
        free(path);
    }
}

static enum status check_sources(const struct unit_files *of, const struct stat *notes_about, struct error *err)
{
    size_t found = 0;
    for (size_t i = 0; i < of->notes.source_count; i++) {
        char **folder = of->notes.folder ? NULL : &of->unit->source_folder;
        SCOPED(memory_free_pointer) char *path = find_source(of, of->notes.sources[i], folder);
        struct stat about;
        if (!path && of->notes.head.is_clang && of->unit->has_data)
            return error_set(err, STATUS_NOT_FOUND,
                             "'%s' names the source '%s', which is found neither beside it nor above; llvm-cov counts "
                             "nothing without it",
                             of->notes_path, of->notes.sources[i]);
        if (!path || stat(path, &about) != 0)
            continue;
        found++;
        if (is_newer(&about, notes_about))
            return error_set(err, STATUS_INVALID,
                             "'%s' was changed after '%s' was made from it; build again and run the tests again", path,
                             of->notes_path);
    }
    of->unit->is_forsaken = !found && of->notes.source_count && !of->unit->has_data;
    return STATUS_OK;
}

static enum status check_unit(struct data_files *files, struct data_unit *unit, struct error *err)
{
    SCOPED(unit_files_release) struct unit_files of = {.files = files,
                                                       .unit = unit,
                                                       .notes_path = with_extension(unit->stem, ".gcno"),
                                                       .data_path = with_extension(unit->stem, ".gcda")};
    SCOPED(strbuf_release) struct strbuf bytes = {0};
    struct stat about = {0};
    if (!unit->has_notes)
        return error_set(err, STATUS_INVALID,
                         "'%s' has no .gcno beside it, without which nothing can be counted; build again, or remove it",
                         of.data_path);
    enum status status = file_read(of.notes_path, MAX_FILE_BYTES, &bytes, err);
    if (status == STATUS_OK)
        status = gcov_notes_parse(of.notes_path, strbuf_text(&bytes), bytes.length, &of.notes, err);
    if (status == STATUS_OK && stat(of.notes_path, &about) != 0)
        status = error_set_errno(err, "'%s'", of.notes_path);
    if (status != STATUS_OK)
        return status;
    unit->is_clang = of.notes.head.is_clang;
    if (unit->has_data)
        status = check_data(&of, &about, err);
    return status == STATUS_OK ? check_sources(&of, &about, err) : status;
}

enum status data_files_check(struct data_files *files, struct error *err)
{
    if (!files->count)
        return error_set(err, STATUS_NOT_FOUND,
                         "'%s' holds no .gcno and no .gcda file: nothing below it was built with --coverage",
                         files->folder);
    if (!files->data_count)
        return error_set(err, STATUS_NOT_FOUND,
                         "'%s': %zu objects were built with --coverage and none of them has run (no .gcda); run the "
                         "tests, and let them end by exit, not by a signal",
                         files->folder, files->notes_count);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < files->count && status == STATUS_OK; i++)
        status = check_unit(files, &files->units[i], err);
    return status;
}
