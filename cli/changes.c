#include "changes.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "git.h"

#define DIFF_MAX_BYTES (256u << 20)

void changes_release(struct changes *changes)
{
    if (!changes)
        return;
    changed_lines_release(&changes->lines);
    free(changes->top);
    *changes = (struct changes){0};
}

/* against: the commit, or --cached for what is staged. */
static enum status diff_of_tree(const char *against, struct strbuf *out, struct strbuf *top, struct error *err)
{
    const char *const diff[] = {
        "git", "diff", "-U0", "--no-color", "--no-ext-diff", "--src-prefix=a/", "--dst-prefix=b/", against, "--", NULL};
    enum status status = git_top(top, err);
    return status == STATUS_OK ? git_ask(&(struct git_request){.argv = diff}, out, err) : status;
}

/* A diff names files below a folder that it does not name: the current one or one above. */
static char *find_named(const char *name, const char *root)
{
    char *folder = memory_strdup(root);
    for (;;) {
        char *path = path_absolute(name, folder);
        char *above = path_folder(folder);
        bool is_top = strcmp(above, folder) == 0;
        bool is_found = file_exists(path);
        free(folder);
        folder = above;
        if (is_found || is_top) {
            free(folder);
            if (is_found)
                return path;
            free(path);
            return path_absolute(name, root);
        }
        free(path);
    }
}

static enum status parse(const char *name, const struct strbuf *text, const char *top, struct changes *ret_changes,
                         struct error *err)
{
    struct changes changes = {.top = top ? memory_strdup(top) : NULL};
    enum status status = changed_lines_parse(name, strbuf_text(text), text->length, &changes.lines, err);
    if (status != STATUS_OK) {
        changes_release(&changes);
        return status;
    }
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    for (size_t i = 0; i < changes.lines.count; i++) {
        char *relative = changes.lines.files[i].path;
        changes.lines.files[i].path = top ? path_absolute(relative, top) : find_named(relative, here);
        free(relative);
    }
    *ret_changes = changes;
    return STATUS_OK;
}

static bool is_file_with_diff(const char *diff)
{
    return file_exists(diff) && !file_is_folder(diff);
}

enum status changes_read(const char *diff, struct changes *ret_changes, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0}, top = {0};
    bool is_file = is_file_with_diff(diff);
    if (!is_file && *diff == '-')
        return error_set(err, STATUS_INVALID, "'%s' is neither a file nor a commit", diff);
    enum status status = is_file ? file_read(diff, DIFF_MAX_BYTES, &text, err) : diff_of_tree(diff, &text, &top, err);
    return status == STATUS_OK ? parse(diff, &text, is_file ? NULL : strbuf_text(&top), ret_changes, err) : status;
}

/* Histories without a common commit have no merge base: the commit itself is compared with then. */
static void find_base(const char *commit, struct strbuf *out)
{
    const char *const words[] = {"git", "merge-base", commit, "HEAD", NULL};
    if (git_ask_line(&(struct git_request){.argv = words}, out, NULL) != STATUS_OK || !out->length) {
        strbuf_clear(out);
        strbuf_add_text(out, commit);
    }
}

enum status changes_read_of_branch(const char *diff, struct changes *ret_changes, struct strbuf *ret_base,
                                   struct error *err)
{
    SCOPED(strbuf_release) struct strbuf base = {0};
    if (is_file_with_diff(diff) || *diff == '-')
        strbuf_add_text(&base, diff);
    else
        find_base(diff, &base);
    enum status status = changes_read(strbuf_text(&base), ret_changes, err);
    if (status == STATUS_OK)
        strbuf_add(ret_base, base.bytes, base.length);
    return status;
}

enum status changes_read_staged(struct changes *ret_changes, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0}, top = {0};
    enum status status = diff_of_tree("--cached", &text, &top, err);
    return status == STATUS_OK ? parse("what is staged", &text, strbuf_text(&top), ret_changes, err) : status;
}
