#include "result_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

struct moving {
    const struct result_folder *results;
    const char *last;
};

enum status result_folder_open(const char *path, struct result_folder *ret_results, struct error *err)
{
    struct result_folder results = {.path = path_absolute(path, NULL)};
    SCOPED(memory_free_pointer) char *parent = path_folder(results.path);
    SCOPED(strbuf_release) struct strbuf scratch = {0};
    enum status status = STATUS_OK;
    bool is_there = file_exists(results.path);
    if (is_there && !file_is_folder(results.path))
        status = error_set(err, STATUS_INVALID, "'%s' is a file; --out needs a folder", path);
    if (status == STATUS_OK && !is_there)
        status = folder_make(parent, err);
    if (status == STATUS_OK) /* inside when it is there: it may be a file system of its own */
        status = folder_make_temporary(is_there ? results.path : parent, ".cet-", &scratch, err);
    if (status != STATUS_OK) {
        result_folder_close(&results);
        return status;
    }
    results.scratch = strbuf_take(&scratch);
    *ret_results = results;
    return STATUS_OK;
}

static enum status move_entry(const struct result_folder *results, const char *name, struct error *err)
{
    SCOPED(memory_free_pointer) char *from = path_join(results->scratch, name);
    SCOPED(memory_free_pointer) char *to = path_join(results->path, name);
    /* An exchange, so that a folder is replaced in one step too; the old one goes with the scratch folder. */
    if (file_exists(to) && renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_EXCHANGE) == 0)
        return STATUS_OK;
    if (file_is_folder(to)) {
        enum status status = folder_remove(to, err);
        if (status != STATUS_OK)
            return status;
    }
    if (rename(from, to) != 0)
        return error_set_errno(err, "cannot move results to '%s'", to);
    return STATUS_OK;
}

static enum status move_unless_last(void *context, const char *name, bool is_folder, struct error *err)
{
    const struct moving *moving = context;
    (void)is_folder;
    if (moving->last && !strcmp(name, moving->last))
        return STATUS_OK;
    return move_entry(moving->results, name, err);
}

enum status result_folder_commit(struct result_folder *results, const char *last, struct error *err)
{
    struct moving moving = {.results = results, .last = last};
    if (!file_exists(results->path)) {
        chmod(results->scratch, 0755);
        if (rename(results->scratch, results->path) != 0)
            return error_set_errno(err, "cannot move results to '%s'", results->path);
        return STATUS_OK;
    }
    enum status status = folder_each(results->scratch, move_unless_last, &moving, err);
    if (status == STATUS_OK && last)
        status = move_entry(results, last, err);
    return status;
}

void result_folder_close(struct result_folder *results)
{
    if (!results)
        return;
    if (results->scratch)
        folder_remove(results->scratch, NULL);
    free(results->scratch);
    free(results->path);
    *results = (struct result_folder){0};
}
