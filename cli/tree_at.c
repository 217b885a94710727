#include "tree_at.h"

#include <stdlib.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "git.h"

void tree_at_close(struct tree_at *tree)
{
    if (!tree)
        return;
    if (tree->scratch)
        folder_remove(tree->scratch, NULL);
    free(tree->scratch);
    free(tree->folder);
    *tree = (struct tree_at){0};
}

/* A commit is read into an index of its own, from which it is checked out as the index is. */
static enum status check_out(const char *top, const char *commit, const struct tree_at *tree, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf prefix = {0}, index = {0}, output = {0};
    strbuf_printf(&prefix, "--prefix=%s/", tree->folder);
    strbuf_printf(&index, "GIT_INDEX_FILE=%s/index", tree->scratch);
    const char *const environment[] = {strbuf_text(&index), NULL};
    const char *const read[] = {"git", "read-tree", commit, NULL};
    const char *const write[] = {"git", "checkout-index", "--all", "--quiet", strbuf_text(&prefix), NULL};
    enum status status = STATUS_OK;
    if (commit)
        status = git_ask(&(struct git_request){read, top, environment}, &output, err);
    if (status == STATUS_OK)
        status = git_ask(&(struct git_request){write, top, commit ? environment : NULL}, &output, err);
    return status;
}

enum status tree_at_open(const char *top, const char *commit, struct tree_at *ret_tree, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf scratch = {0};
    enum status status = folder_make_temporary(NULL, "cet-tree-", &scratch, err);
    if (status != STATUS_OK)
        return status;
    struct tree_at tree = {.scratch = memory_strdup(strbuf_text(&scratch)),
                           .folder = path_join(strbuf_text(&scratch), "tree")};
    status = folder_make(tree.folder, err);
    if (status == STATUS_OK)
        status = check_out(top, commit, &tree, err);
    if (status != STATUS_OK) {
        tree_at_close(&tree);
        return status;
    }
    *ret_tree = tree;
    return STATUS_OK;
}
