/* A folder of a test's own, gone with the scope.
 *
 *     SCOPED(scratch_release) struct scratch scratch = scratch_new();
 *     file_write(scratch_path(&scratch, "old.txt"), ...);
 */
#ifndef TESTS_CORE_SCRATCH_H
#define TESTS_CORE_SCRATCH_H

#include <stdio.h>
#include <stdlib.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

struct scratch {
    char *folder;
    char *paths[16]; /* handed out, released with the folder */
    size_t path_count;
};

static inline struct scratch scratch_new(void)
{
    struct error err = {0};
    struct strbuf path = {0};
    if (folder_make_temporary(NULL, "cet-test-", &path, &err) != STATUS_OK) {
        fprintf(stderr, "%s\n", err.message);
        abort();
    }
    return (struct scratch){.folder = strbuf_take(&path)};
}

static inline const char *scratch_path(struct scratch *scratch, const char *name)
{
    if (scratch->path_count == ARRAY_LENGTH(scratch->paths))
        abort();
    return scratch->paths[scratch->path_count++] = path_join(scratch->folder, name);
}

static inline void scratch_release(struct scratch *scratch)
{
    struct error err = {0};
    if (folder_remove(scratch->folder, &err) != STATUS_OK)
        fprintf(stderr, "%s\n", err.message);
    while (scratch->path_count > 0)
        free(scratch->paths[--scratch->path_count]);
    free(scratch->folder);
}

#endif
