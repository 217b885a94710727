/* The project is built twice, each time in a copy: the working tree stays as it is, and the two builds apart. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/process.h"
#include "ci.h"
#include "git.h"

#define COPY_TIMEOUT_MS 600000

void ci_copy_close(struct ci_copy *copy)
{
    if (!copy)
        return;
    if (copy->scratch)
        folder_remove(copy->scratch, NULL);
    free(copy->scratch);
    free(copy->top);
    free(copy->start);
    *copy = (struct ci_copy){0};
}

/* What git tracks and what it would add; a file that was deleted is only still in the index. */
static enum status list_files(const char *top, struct strbuf *list, struct error *err)
{
    static const char *const words[] = {"git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", NULL};
    SCOPED(strbuf_release) struct strbuf names = {0};
    enum status status = git_ask(&(struct git_request){.argv = words, .folder = top}, &names, err);
    const char *end = strbuf_text(&names) + names.length;
    for (const char *name = strbuf_text(&names); status == STATUS_OK && name < end; name += strlen(name) + 1) {
        SCOPED(memory_free_pointer) char *path = path_join(top, name);
        if (file_exists(path))
            strbuf_add(list, name, strlen(name) + 1);
    }
    return status;
}

static enum status copy_files(const char *top, const char *to, const struct strbuf *list, struct error *err)
{
    const char *const words[] = {"xargs", "-0", "-r", "cp", "-a", "--parents", "-t", to, "--", NULL};
    SCOPED(process_result_release) struct process_result result = {0};
    enum status status = process_run(&(struct process_request){.argv = words,
                                                               .folder = top,
                                                               .input = strbuf_text(list),
                                                               .input_length = list->length,
                                                               .timeout_ms = COPY_TIMEOUT_MS},
                                     &result, err);
    if (status != STATUS_OK || process_succeeded(&result))
        return status;
    const char *said = strbuf_text(&result.error_output);
    return error_set(err, STATUS_IO, "'%s' cannot be copied to '%s': %.*s", top, to, (int)strcspn(said, "\n"), said);
}

enum status ci_copy_open(const char *top, struct ci_copy *ret_copy, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf scratch = {0}, list = {0};
    SCOPED(memory_free_pointer) char *here = path_real(".");
    enum status status = folder_make_temporary(NULL, "cet-ci-", &scratch, err);
    if (status != STATUS_OK)
        return status;
    struct ci_copy copy = {.scratch = memory_strdup(strbuf_text(&scratch)),
                           .top = path_join(strbuf_text(&scratch), "tree"),
                           .original = top};
    copy.start = here ? ci_copy_path(&copy, here) : memory_strdup(copy.top);
    SCOPED(memory_free_pointer) char *mark = path_join(copy.top, ".git"); /* ids of mutants begin at a checkout */
    status = folder_make(mark, err);
    if (status == STATUS_OK)
        status = list_files(top, &list, err);
    if (status == STATUS_OK)
        status = copy_files(top, copy.top, &list, err);
    if (status != STATUS_OK) {
        ci_copy_close(&copy);
        return status;
    }
    *ret_copy = copy;
    return STATUS_OK;
}

static char *moved(const char *path, const char *from, const char *to)
{
    const char *below = path_below(path, from);
    if (!strcmp(path, from))
        return memory_strdup(to);
    return below == path ? memory_strdup(path) : path_join(to, below);
}

char *ci_copy_path(const struct ci_copy *copy, const char *original)
{
    return moved(original, copy->original, copy->top);
}

char *ci_copy_original(const struct ci_copy *copy, const char *path)
{
    return moved(path, copy->top, copy->original);
}
