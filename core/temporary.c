#include "temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "file_error.h"

/* As many as write at once; one more is written all the same, only an interrupt would leave it behind. */
#define MAX_IN_FLIGHT 16
#define MAX_NAME_TRIES 10000

enum slot_state { SLOT_FREE, SLOT_BEING_FILLED, SLOT_IN_FLIGHT };

/* Read by a signal handler: the state is changed last when a path comes and first when it goes. */
static struct {
    atomic_int state;
    pid_t owner; /* a forked child inherits the table but not the files */
    char path[PATH_MAX];
} in_flight[MAX_IN_FLIGHT];

static int slot_take(const char *path)
{
    if (strlen(path) >= PATH_MAX)
        return -1;
    for (int i = 0; i < MAX_IN_FLIGHT; i++) {
        int expected = SLOT_FREE;
        if (!atomic_compare_exchange_strong(&in_flight[i].state, &expected, SLOT_BEING_FILLED))
            continue;
        in_flight[i].owner = getpid();
        memcpy(in_flight[i].path, path, strlen(path) + 1);
        atomic_store(&in_flight[i].state, SLOT_IN_FLIGHT);
        return i;
    }
    return -1;
}

static void slot_give_back(int slot)
{
    if (slot >= 0)
        atomic_store(&in_flight[slot].state, SLOT_FREE);
}

void file_remove_temporaries(void)
{
    for (int i = 0; i < MAX_IN_FLIGHT; i++) {
        if (atomic_load(&in_flight[i].state) == SLOT_IN_FLIGHT && in_flight[i].owner == getpid())
            unlink(in_flight[i].path);
    }
}

static void release(struct temporary *temporary)
{
    slot_give_back(temporary->slot);
    free(temporary->path);
    free(temporary->target);
    *temporary = (struct temporary){.fd = -1, .slot = -1};
}

/* Not mkstemp: its mode is 0600, and the umask cannot be asked for without changing it for all threads. */
static enum status create_beside(struct temporary *temporary, mode_t mode, struct error *err)
{
    static atomic_uint counter;
    SCOPED(memory_free_pointer) char *folder = path_folder(temporary->target);
    for (int i = 0; i < MAX_NAME_TRIES; i++) {
        char name[64];
        snprintf(name, sizeof name, ".cet-%ld-%u.tmp", (long)getpid(), atomic_fetch_add(&counter, 1));
        temporary->path = path_join(folder, name);
        temporary->slot = slot_take(temporary->path);
        temporary->fd = open(temporary->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
        if (temporary->fd >= 0)
            return STATUS_OK;
        slot_give_back(temporary->slot);
        temporary->slot = -1;
        free(temporary->path);
        temporary->path = NULL;
        if (errno != EEXIST)
            break;
    }
    return file_error(err, "write", temporary->target);
}

/* /dev/stdout, a pipe: renaming over it would put a file in its place. */
static enum status open_in_place(struct temporary *temporary, struct error *err)
{
    temporary->fd = open(temporary->target, O_WRONLY | O_CLOEXEC);
    return temporary->fd >= 0 ? STATUS_OK : file_error(err, "write", temporary->target);
}

enum status temporary_open(struct temporary *temporary, const char *target, mode_t mode, struct error *err)
{
    struct stat now;
    const bool exists = stat(target, &now) == 0;
    /* A link stays a link: what it points to is replaced. */
    char *real = exists ? path_real(target) : NULL;
    *temporary = (struct temporary){.fd = -1, .slot = -1, .target = real ? real : memory_strdup(target)};

    enum status status;
    if (exists && S_ISDIR(now.st_mode))
        status = error_set(err, STATUS_IO, "cannot write '%s': it is a folder", target);
    else if (exists && !S_ISREG(now.st_mode))
        status = open_in_place(temporary, err);
    else
        status = create_beside(temporary, mode, err);
    if (status != STATUS_OK) {
        release(temporary);
        return status;
    }
    if (temporary->path && exists && fchmod(temporary->fd, now.st_mode & 0777) != 0) {
        status = file_error(err, "set the mode of", temporary->path);
        temporary_abandon(temporary);
    }
    return status;
}

void temporary_abandon(struct temporary *temporary)
{
    if (temporary->fd >= 0)
        close(temporary->fd);
    if (temporary->path)
        unlink(temporary->path);
    release(temporary);
}

enum status temporary_commit(struct temporary *temporary, struct error *err)
{
    enum status status = STATUS_OK;
    if (temporary->path && fsync(temporary->fd) != 0)
        status = file_error(err, "write", temporary->target);
    const int closed = close(temporary->fd);
    temporary->fd = -1;
    if (status == STATUS_OK && closed != 0)
        status = file_error(err, "write", temporary->target);
    if (status == STATUS_OK && temporary->path && rename(temporary->path, temporary->target) != 0)
        status = file_error(err, "replace", temporary->target);
    if (status != STATUS_OK)
        temporary_abandon(temporary);
    else
        release(temporary);
    return status;
}
