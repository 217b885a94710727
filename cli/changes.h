/* What changed since a commit of git's, in the index, or by a diff that lies in a file. */
#ifndef CET_CLI_CHANGES_H
#define CET_CLI_CHANGES_H

#include "cet/core/error.h"
#include "cet/core/strbuf.h"
#include "cet/model/changed_lines.h"

struct changes {
    struct changed_lines lines; /* by absolute path */
    char *top;                  /* of git's working tree; NULL: the diff came from a file */
};

/* diff is a file that holds a unified diff, or else a commit that the working tree is compared with. Names in a file's
 * diff are looked for below the current folder and the ones above. */
enum status changes_read(const char *diff, struct changes *ret_changes, struct error *err);
/* The same, but a commit stands for the one where the current branch left it (git's merge base), so that what others
 * have done there since is no change of ours. ret_base gets that commit, or the file's name. */
enum status changes_read_of_branch(const char *diff, struct changes *ret_changes, struct strbuf *ret_base,
                                   struct error *err);
/* What is staged, compared with the last commit. */
enum status changes_read_staged(struct changes *ret_changes, struct error *err);
void changes_release(struct changes *changes);

#endif
