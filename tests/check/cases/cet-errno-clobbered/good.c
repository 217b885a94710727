#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Returns a descriptor, or -1 with errno set. */
int saves_and_restores(const char *path, off_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    if (fd < 0)
        return -1;
    if (ftruncate(fd, size) < 0) {
        int saved = errno;
        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

int nobody_asks_for_errno(const char *path, off_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    if (fd < 0)
        return -1;
    if (ftruncate(fd, size) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Gives NULL and sets errno when there is no memory. */
char *free_keeps_errno(const char *from, char *scratch)
{
    char *copy = strdup(from);
    if (!copy) {
        free(scratch);
        return NULL;
    }
    return copy;
}

/* The negative error number; errno itself says nothing to the caller. */
int returns_the_number(const char *path, off_t size)
{
    int fd = open(path, O_WRONLY);
    if (fd < 0)
        return -errno;
    if (ftruncate(fd, size) < 0) {
        int saved = errno;
        close(fd);
        return -saved;
    }
    close(fd);
    return 0;
}

/* -1 and errno when the file is not there. */
int success_cleans_up_too(const char *path, struct stat *ret_status)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    int rc = fstat(fd, ret_status);
    int saved = errno;
    close(fd);
    if (rc < 0)
        errno = saved;
    return rc;
}

/* -1 with errno: EINVAL for what is no regular file. */
int gives_a_reason_of_its_own(const char *path)
{
    struct stat status;
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode)) {
        close(fd);
        errno = EINVAL;
        return -1;
    }
    return fd;
}
