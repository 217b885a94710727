#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int prints_before_it_reads(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0) {
        printf("cannot open %s\n", path);
        fprintf(stderr, "%s\n", strerror(errno)); /* expect: cet-errno-stale */
    }
    return fd;
}

int closes_before_it_reads(int fd, const void *bytes, size_t length)
{
    if (write(fd, bytes, length) == -1) {
        close(fd);
        return -errno; /* expect: cet-errno-stale */
    }
    return 0;
}

void perror_reads_errno(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        puts("bad luck");
        perror(path); /* expect: cet-errno-stale */
        exit(1);
    }
    fclose(file);
}

struct source {
    int fd;
};

int changed_between_call_and_test(struct source *source, const char *path)
{
    source->fd = open(path, O_RDONLY);
    printf("opened %s\n", path);
    if (source->fd == -1 && errno == ENOENT) /* expect: cet-errno-stale */
        return 1;
    return 0;
}

static void complain(const char *what)
{
    fprintf(stderr, "%s failed\n", what);
}

int own_function_changes_it(const char *path)
{
    struct stat status;
    if (stat(path, &status)) {
        complain("stat");
        return errno; /* expect: cet-errno-stale */
    }
    return 0;
}

int on_one_way_only(const char *path, int is_loud)
{
    if (mkdir(path, 0777) != 0) {
        if (is_loud)
            printf("no folder\n");
        switch (errno) { /* expect: cet-errno-stale */
        case EEXIST:
            return 1;
        default:
            return -1;
        }
    }
    return 0;
}

int in_a_loop(int fd, char *buffer)
{
    for (;;) {
        ssize_t count = read(fd, buffer, 10);
        if (count >= 0)
            return (int)count;
        fputs("again\n", stderr);
        if (errno != EINTR) /* expect: cet-errno-stale */
            return -1;
    }
}

#define unlikely(condition) __builtin_expect(!!(condition), 0)

int told_that_it_is_unlikely(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (unlikely(fd < 0)) {
        puts("no such file");
        return -errno; /* expect: cet-errno-stale */
    }
    return fd;
}
