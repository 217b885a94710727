#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool clears_first(const char *text, long *ret_value)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno == ERANGE || *end)
        return false;
    *ret_value = value;
    return true;
}

int clears_once_for_both(const char *text)
{
    char *rest;
    errno = 0;
    long width = strtol(text, &rest, 10);
    long height = *rest ? strtol(rest + 1, NULL, 10) : width;
    return errno ? -1 : (int)(width * height);
}

long asks_the_limit_first(const char *text)
{
    long value = strtol(text, NULL, 10);
    if ((value == LONG_MAX || value == LONG_MIN) && errno == ERANGE)
        return 0;
    return value;
}

double infinite_first(const char *text)
{
    double value = strtod(text, NULL);
    if (value == HUGE_VAL && errno == ERANGE)
        return 1.0;
    return value;
}

int errno_of_another_call(const char *text)
{
    int mode = (int)strtol(text, NULL, 8);
    int fd = open("log", O_CREAT | O_WRONLY, mode);
    if (fd < 0 && errno != EEXIST)
        return -1;
    return fd;
}

unsigned clears_in_the_loop(DIR *folder)
{
    unsigned count = 0;
    for (;;) {
        errno = 0;
        if (!readdir(folder)) {
            if (errno)
                perror("readdir");
            return count;
        }
        count++;
    }
}

static void reset(void)
{
    errno = 0;
}

int cleared_by_a_function(const char *text)
{
    reset();
    long value = strtol(text, NULL, 10);
    return errno == ERANGE ? -1 : value > 10;
}

long end_is_enough(const char *text)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text)
        fprintf(stderr, "%s: no number\n", text);
    return value;
}

int errno_asked_before(int fd, char *bytes, size_t size)
{
    ssize_t count = read(fd, bytes, size - 1);
    if (count < 0)
        return errno == EINTR ? 0 : -1;
    bytes[count] = '\0';
    return (int)strtol(bytes, NULL, 10);
}
