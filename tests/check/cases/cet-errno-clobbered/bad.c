#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Returns a descriptor, or -1 with errno set. */
int close_comes_between(const char *path, const void *bytes, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    if (fd < 0)
        return -1;
    if (write(fd, bytes, length) != (ssize_t)length && ftruncate(fd, 0) < 0) {
        close(fd); /* expect: cet-errno-clobbered */
        return -1;
    }
    return fd;
}

FILE *sets_errno_elsewhere(const char *path, size_t size)
{
    if (!size) {
        errno = EINVAL;
        return NULL;
    }
    FILE *file = fopen(path, "w+");
    if (!file)
        return NULL;
    if (setvbuf(file, NULL, _IOFBF, size) != 0 || fflush(file) != 0) {
        fclose(file); /* expect: cet-errno-clobbered */
        return NULL;
    }
    return file;
}

int one_way_out(int domain, const struct sockaddr *address, socklen_t length)
{
    int rc = -1;
    int fd = socket(domain, SOCK_STREAM, 0);
    if (fd < 0) {
        if (errno == EAFNOSUPPORT)
            errno = EINVAL;
        return -1;
    }
    if (bind(fd, address, length) < 0)
        goto out;
    if (listen(fd, 8) < 0)
        goto out;
    return fd;
out:
    close(fd); /* expect: cet-errno-clobbered */
    return rc;
}

static int copy_of(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (fd == -1)
        return fd;
    int copy = dup(fd);
    if (copy == -1) {
        fprintf(stderr, "no descriptor left\n"); /* expect: cet-errno-clobbered */
        close(fd);
        return -1;
    }
    close(fd);
    return copy;
}

int caller_reads_it(const char *path)
{
    int fd = copy_of(path);
    if (fd < 0) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return -1;
    }
    return fd;
}

static _Bool save(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return 0;
    size_t length = strlen(text);
    if (fwrite(text, 1, length, file) != length) {
        fclose(file); /* expect: cet-errno-clobbered */
        return 0;
    }
    return fclose(file) == 0;
}

void caller_prints_it(const char *path, const char *text)
{
    if (!save(path, text))
        perror(path);
}
