#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int always_negative(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return -1;
    char *block = malloc(4096);
    if (!block) {
        fclose(file);
        return -2;
    }
    while (fgets(block, 4096, file))
        fputs(block, stdout);
    free(block);
    fclose(file);
    return 0;
}

int zero_is_always_failure(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return 0;
    char *block = malloc(10);
    if (!block) {
        close(fd);
        return 0;
    }
    free(block);
    close(fd);
    return 1;
}

/* -1: broken, 0: none, 1: there */
int three_answers(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return 0;
    char byte;
    ssize_t count = read(fd, &byte, 1);
    close(fd);
    if (count < 0)
        return -1;
    return 1;
}

int need_not_be_there(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return 0;
    FILE *file = fopen("/etc/hosts", "r");
    if (!file)
        return -1;
    fclose(file);
    return 0;
}

int says_why(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return 0; /* without a file the defaults hold */
    int c = getc(file);
    fclose(file);
    if (c == EOF)
        return -1;
    return 0;
}

int falls_back(const char *path, const char *other)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        fd = open(other, O_RDONLY);
    if (fd < 0)
        return -1;
    close(fd);
    return 0;
}

int asks_the_kind(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0 && errno == ENOENT)
        return 0;
    if (fd < 0)
        return -1;
    close(fd);
    return 0;
}

static int compare(const void *left, const void *right)
{
    int a = *(const int *)left, b = *(const int *)right;
    return a < b ? -1 : a > b;
}

int sorted(const int *numbers, size_t count)
{
    int *copy = malloc(count * sizeof *copy);
    if (!copy)
        return -1;
    memcpy(copy, numbers, count * sizeof *copy);
    qsort(copy, count, sizeof *copy, compare);
    int rc = memcmp(copy, numbers, count * sizeof *copy) == 0;
    free(copy);
    return rc;
}
