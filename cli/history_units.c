#include "history_units.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "git.h"

/* Today's units by the folder they are in: the first of each. */
static void index_units(const struct source_units *units, struct map *paths, struct map *folders)
{
    for (size_t i = 0; i < units->count; i++) {
        SCOPED(memory_free_pointer) char *folder = path_folder(units->items[i].path);
        map_add(paths, units->items[i].path, i, NULL);
        map_add(folders, folder, i, NULL);
    }
}

static enum status list_files(const char *top, const char *commit, struct strbuf *out, struct error *err)
{
    const char *const words[] = {"git", "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, NULL};
    return git_ask(&(struct git_request){.argv = words, .folder = top}, out, err);
}

enum status history_units(const struct source_units *units, const char *top, const char *commit,
                          const struct tree_at *tree, struct source_units *ret_units, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf files = {0};
    SCOPED(map_release) struct map paths = {0}, folders = {0};
    struct source_units all = {.arena = {0}};
    size_t capacity = 0;
    enum status status = list_files(top, commit, &files, err);
    if (status != STATUS_OK)
        return status;
    index_units(units, &paths, &folders);
    for (size_t i = 0; i < units->count; i++)
        ARRAY_PUSH(all.items, all.count, capacity, units->items[i]);
    for (const char *name = strbuf_text(&files), *end = name + files.length; name < end; name += strlen(name) + 1) {
        SCOPED(memory_free_pointer) char *path = path_join(top, name);
        SCOPED(memory_free_pointer) char *folder = path_folder(path);
        uint64_t sibling;
        if (!path_has_extension(path, ".c") || map_find(&paths, path, &sibling) ||
            !map_find(&folders, folder, &sibling))
            continue;
        struct source_unit unit = units->items[sibling];
        unit.path = arena_strdup(&all.arena, path);
        ARRAY_PUSH(all.items, all.count, capacity, unit);
    }
    source_units_moved(&all, top, tree->folder, ret_units);
    free(all.items);
    arena_release(&all.arena);
    return STATUS_OK;
}
