/* A file that is written beside its target and takes its place when it is whole.
 *
 *     struct temporary temporary;
 *     status = temporary_open(&temporary, "facts.json", 0666, &err);
 *     ... write to temporary.fd ...
 *     status = temporary_commit(&temporary, &err);     or     temporary_abandon(&temporary);
 *
 * Those in flight stand in a small table for file_remove_temporaries(). */
#ifndef CORE_TEMPORARY_H
#define CORE_TEMPORARY_H

#include <sys/types.h>

#include "cet/core/error.h"

struct temporary {
    int fd;
    int slot;     /* in the table, -1 when that was full */
    char *path;   /* NULL: fd is the target itself, which is no regular file and cannot be replaced */
    char *target; /* as given, with a link at its end resolved */
};

/* A new file gets mode less the umask, an existing one keeps its own. Nothing to release on failure. */
enum status temporary_open(struct temporary *temporary, const char *target, mode_t mode, struct error *err);
/* Syncs, closes, renames; on failure the temporary is gone and the target is as it was. */
enum status temporary_commit(struct temporary *temporary, struct error *err);
void temporary_abandon(struct temporary *temporary);

#endif
