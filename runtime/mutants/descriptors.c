/* What the program has open. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "state.h"

#define ASKED_AT_ONCE 1024
#define OUT_OF_THE_WAY 200
#define MAX_OWN 128

static int own[MAX_OWN];
static unsigned own_count;
static struct cet_mutants_open standard[2]; /* mode 0: was closed */

/* Out of the way, so that the program's own descriptors get the numbers that they always had. */
int cet_mutants_own_descriptor(int made)
{
    if (made < 0)
        return -1;
    int moved = fcntl(made, F_DUPFD_CLOEXEC, OUT_OF_THE_WAY);
    if (moved >= 0)
        close(made);
    else
        moved = made;
    if (own_count < MAX_OWN)
        own[own_count++] = moved;
    return moved;
}

static bool is_own(int descriptor)
{
    for (unsigned i = 0; i < own_count; i++)
        if (own[i] == descriptor)
            return true;
    return false;
}

/* One call finds out which of many numbers are open. */
unsigned cet_mutants_open_descriptors(struct cet_mutants_open *out)
{
    struct pollfd asked[ASKED_AT_ONCE];
    struct stat info;
    unsigned count = 0;
    for (int i = 0; i < ASKED_AT_ONCE; i++)
        asked[i] = (struct pollfd){.fd = i};
    poll(asked, ASKED_AT_ONCE, 0);
    for (int i = 0; i < ASKED_AT_ONCE && count < OPEN_MAX_LISTED; i++)
        if (!(asked[i].revents & POLLNVAL) && !is_own(i) && fstat(i, &info) == 0)
            out[count++] = (struct cet_mutants_open){i, info.st_mode, info.st_dev, info.st_ino};
    return count;
}

void cet_mutants_note_standard(void)
{
    struct stat info;
    for (int i = 0; i < 2; i++)
        if (fstat(STDOUT_FILENO + i, &info) == 0)
            standard[i] = (struct cet_mutants_open){STDOUT_FILENO + i, info.st_mode, info.st_dev, info.st_ino};
}

bool cet_mutants_is_standard(const struct cet_mutants_open *open)
{
    for (int i = 0; i < 2; i++)
        if (standard[i].mode && open->device == standard[i].device && open->inode == standard[i].inode)
            return true;
    return false;
}

static void reopen(int fd)
{
    char path[64];
    int flags = fcntl(fd, F_GETFL);
    int at_exec = fcntl(fd, F_GETFD);
    off_t offset = lseek(fd, 0, SEEK_CUR);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int copy = open(path, (flags & O_ACCMODE) | (flags & O_APPEND) | O_CLOEXEC);
    if (copy < 0)
        return;
    lseek(copy, offset, SEEK_SET);
    dup2(copy, fd);
    fcntl(fd, F_SETFD, at_exec);
    close(copy);
}

/* Parent and child share an open file's offset; the child must read and write at one of its own. */
void cet_mutants_reopen_regular(const struct cet_mutants_open *open, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        if (S_ISREG(open[i].mode) && open[i].descriptor != STDOUT_FILENO && open[i].descriptor != STDERR_FILENO &&
            !cet_mutants_is_standard(&open[i]))
            reopen(open[i].descriptor);
}
