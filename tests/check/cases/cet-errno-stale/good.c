#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int reads_at_once(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
    return fd;
}

int copies_first(int fd, const void *bytes, size_t length)
{
    if (write(fd, bytes, length) != (ssize_t)length) {
        int saved = errno;
        close(fd);
        return -saved;
    }
    return 0;
}

int puts_it_back(int fd)
{
    if (fsync(fd) != 0) {
        int saved = errno;
        close(fd);
        errno = saved;
        perror("fsync");
        return -1;
    }
    return 0;
}

int free_keeps_it(const char *path, char *copy)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        free(copy);
        return errno;
    }
    fclose(file);
    return 0;
}

int second_failure_is_meant(const char *path, const char *other)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        printf("trying %s\n", other);
        file = fopen(other, "r");
    }
    if (!file)
        return errno;
    fclose(file);
    return 0;
}

int only_after_success(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return errno;
    printf("open\n");
    if (close(fd) < 0)
        return errno;
    return 0;
}

long cleared_first(const char *text)
{
    if (access(text, R_OK) != 0)
        printf("no such file\n");
    errno = 0;
    long value = strtol(text, NULL, 10);
    if (errno == ERANGE)
        return -1;
    return value;
}

int retries(int fd, char *buffer)
{
    ssize_t count;
    while ((count = read(fd, buffer, 10)) < 0 && errno == EINTR)
        printf("again\n");
    return (int)count;
}

static void log_and_keep(const char *what)
{
    int saved = errno;
    fprintf(stderr, "%s\n", what);
    errno = saved;
}

int own_function_keeps_it(const char *path)
{
    if (unlink(path) < 0) {
        log_and_keep("unlink");
        return errno;
    }
    return 0;
}

int read_before_it_is_printed(const char *path)
{
    struct stat status;
    if (stat(path, &status) < 0) {
        switch (errno) {
        case ENOENT:
            printf("none\n");
            return 0;
        default:
            return -1;
        }
    }
    return 1;
}

static void give_up(const char *what)
{
    perror(what);
    exit(1);
}

int never_comes_back(const char *path)
{
    if (chdir(path) < 0)
        give_up(path);
    if (rmdir("x") < 0)
        give_up("x");
    return 0;
}

int exec_returns_only_to_fail(int fd, char **arguments)
{
    int flags = fcntl(fd, F_GETFD);
    if (flags < 0)
        close(fd);
    execv(arguments[0], arguments);
    return errno;
}
