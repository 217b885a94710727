#include "cet/testgen/built_objects.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cet/core/digest.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"

enum status built_objects_open(struct built_objects *objects, const char *base, struct error *err)
{
    struct strbuf folder = {0};
    const enum status status = folder_make_temporary(base, "objects", &folder, err);
    if (status == STATUS_OK)
        objects->folder = strbuf_take(&folder);
    strbuf_release(&folder);
    return status;
}

void built_objects_close(struct built_objects *objects)
{
    if (!objects || !objects->folder)
        return;
    folder_remove(objects->folder, NULL);
    free(objects->folder);
    *objects = (struct built_objects){0};
}

static char *place_of(const struct built_objects *objects, const char *key)
{
    char name[DIGEST_TEXT_SIZE];
    digest_bytes(key, strlen(key), name);
    return path_join(objects->folder, name);
}

/* Second names of one file, never followed links: a program under test may have put one there. */
bool built_objects_fetch(const struct built_objects *objects, const char *key, const char *path)
{
    if (!objects || !objects->folder)
        return false;
    SCOPED(memory_free_pointer) char *kept = place_of(objects, key);
    unlink(path);
    return linkat(AT_FDCWD, kept, AT_FDCWD, path, 0) == 0 && utimensat(AT_FDCWD, path, NULL, AT_SYMLINK_NOFOLLOW) == 0;
}

void built_objects_keep(const struct built_objects *objects, const char *key, const char *path)
{
    struct stat info;
    if (!objects || !objects->folder || lstat(path, &info) != 0 || !S_ISREG(info.st_mode))
        return;
    SCOPED(memory_free_pointer) char *kept = place_of(objects, key);
    const int ignored = linkat(AT_FDCWD, path, AT_FDCWD, kept, 0);
    (void)ignored;
}
