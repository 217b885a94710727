#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int handles_it(int fd, const void *bytes, size_t length)
{
    if (write(fd, bytes, length) != (ssize_t)length) {
        close(fd);
        return -1;
    }
    return close(fd);
}

void says_why(int fd)
{
    if (write(fd, "x", 1) < 0) {
        /* the other end is woken already when the pipe is full */
    }
}

#ifdef TRACE
#define LOG(...) fprintf(stderr, __VA_ARGS__)
#else
#define LOG(...)
#endif

void logged_in_other_builds(const char *path)
{
    if (rmdir(path) < 0)
        LOG("%s: not removed\n", path);
    if (unlink(path) < 0) {
        LOG("%s: not removed\n", path);
    }
}

int empty_on_success(const char *path)
{
    if (mkdir(path, 0755) == 0) {
    } else {
        perror(path);
        return -1;
    }
    return 0;
}

void tries_until_it_works(const char *path)
{
    int fd;
    while ((fd = open(path, O_RDONLY)) < 0) {
    }
    close(fd);
}

bool is_letter(int c);

unsigned asks_nothing_of_failure(const char *text)
{
    unsigned count = 0;
    for (; *text; text++) {
        if (is_letter(*text)) {
        } else {
            count++;
        }
        if (strcmp(text, "end") != 0) {
        }
    }
    return count;
}

void one_kind_of_failure(const char *path)
{
    if (mkdir(path, 0755) < 0 && errno == EEXIST) {
    }
}

int chain(const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
    } else if (chdir("/") < 0) {
        return -1;
    }
    return 0;
}

static int compare(int a, int b)
{
    return a < b ? -1 : a > b ? 1 : 0;
}

int compares(int a, int b)
{
    if (compare(a, b)) {
    }
    return a;
}
