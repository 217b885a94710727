#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Asked through the descriptor. */
int open_regular(const char *path)
{
    struct stat status;
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
        return fd;
    close(fd);
    return -1;
}

/* Asked before and again behind, so that a change is seen. */
int open_same(const char *path)
{
    struct stat before, after;
    if (lstat(path, &before) != 0)
        return -1;
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    if (fstat(fd, &after) != 0 || before.st_ino != after.st_ino) {
        close(fd);
        return -1;
    }
    return fd;
}

int make_exclusively(const char *path)
{
    if (access(path, F_OK) == 0)
        return -1;
    return open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
}

int make_folder(const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0)
        return S_ISDIR(status.st_mode) ? 0 : -1;
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return -1;
    return 0;
}

FILE *another_path(const char *path, const char *other)
{
    if (access(path, R_OK) != 0)
        return fopen(other, "r");
    return NULL;
}

FILE *path_is_changed(const char *path)
{
    if (access(path, R_OK) != 0)
        path = "/etc/default.conf";
    else
        path = "/etc/other.conf";
    return fopen(path, "r");
}

FILE *buffer_is_written_anew(const char *folder)
{
    char path[256];
    snprintf(path, sizeof path, "%s/first", folder);
    if (access(path, R_OK) == 0)
        return NULL;
    snprintf(path, sizeof path, "%s/second", folder);
    return fopen(path, "r");
}

/* Only asked, and used first. */
long size_of(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? (long)status.st_size : -1;
}

int use_then_ask(const char *path)
{
    struct stat status;
    if (unlink(path) != 0)
        return -1;
    return stat(path, &status);
}

int each_of(char **paths, int count)
{
    struct stat status;
    int found = 0;
    for (int i = 0; i < count; i++)
        found += stat(paths[i], &status) == 0;
    return found;
}

static FILE *open_checked(const char *path)
{
    FILE *file = fopen(path, "r");
    struct stat status;
    if (file && fstat(fileno(file), &status) != 0) {
        fclose(file);
        return NULL;
    }
    return file;
}

int both(const char *first)
{
    FILE *a = open_checked(first);
    FILE *b = open_checked(first);
    int result = a && b;
    if (a)
        fclose(a);
    if (b)
        fclose(b);
    return result;
}
