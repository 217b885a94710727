/* Every regular file below a folder, sorted within each; links to folders are not followed. */
#ifndef CET_COVERAGE_TREE_WALK_H
#define CET_COVERAGE_TREE_WALK_H

#include "cet/core/error.h"

#define TREE_MAX_DEPTH 64

/* A status that is not OK ends the walk. */
typedef enum status (*tree_file_fn)(void *context, const char *path, struct error *err);
/* Paths start with folder. STATUS_LIMIT when folders are nested more than TREE_MAX_DEPTH deep. */
enum status tree_walk(const char *folder, tree_file_fn visit, void *context, struct error *err);

#endif
