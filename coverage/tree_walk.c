#include "tree_walk.h"

#include <stdbool.h>
#include <sys/stat.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

struct walk {
    tree_file_fn visit;
    void *context;
    const char *folder;
    unsigned depth;
};

static enum status look_at(void *context, const char *name, bool is_folder, struct error *err)
{
    const struct walk *walk = context;
    SCOPED(memory_free_pointer) char *path = path_join(walk->folder, name);
    struct stat about;
    if (lstat(path, &about) != 0)
        return STATUS_OK; /* gone meanwhile */
    if (S_ISREG(about.st_mode))
        return walk->visit(walk->context, path, err);
    if (!is_folder || !S_ISDIR(about.st_mode))
        return STATUS_OK;
    if (walk->depth == TREE_MAX_DEPTH)
        return error_set(err, STATUS_LIMIT, "'%s': folders are nested more than %d deep", path, TREE_MAX_DEPTH);
    struct walk deeper = {walk->visit, walk->context, path, walk->depth + 1};
    return folder_each(path, look_at, &deeper, err);
}

enum status tree_walk(const char *folder, tree_file_fn visit, void *context, struct error *err)
{
    struct walk walk = {visit, context, folder, 0};
    return folder_each(folder, look_at, &walk, err);
}
