/* The files of a project as git has them, at a commit or in the index, in a folder of their own.
 *
 *     SCOPED(tree_at_close) struct tree_at tree = {0};
 *     status = tree_at_open(top, "main", &tree, err);
 *     status = source_units_moved(&units, top, tree.folder, &then, err);
 *
 * The working tree and the index stay as they are. */
#ifndef CET_CLI_TREE_AT_H
#define CET_CLI_TREE_AT_H

#include "cet/core/error.h"

struct tree_at {
    char *scratch; /* removed when the tree is closed */
    char *folder;
};

/* top: of git's working tree. commit NULL: the index. */
enum status tree_at_open(const char *top, const char *commit, struct tree_at *ret_tree, struct error *err);
void tree_at_close(struct tree_at *tree);

#endif
