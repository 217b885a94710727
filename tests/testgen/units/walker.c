/* Reads what is there: folders with all below them, files and devices. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MAX 8

static long walk_below(const char *path, int depth)
{
    char below[1024];
    struct stat info;
    long count = 0;
    DIR *folder = opendir(path);
    if (!folder)
        return -1;
    for (const struct dirent *entry; (entry = readdir(folder));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (lstat(below, &info) != 0)
            continue;
        count++;
        if (S_ISDIR(info.st_mode) && depth < DEPTH_MAX)
            count += walk_below(below, depth + 1);
    }
    closedir(folder);
    return count;
}

/* How many entries lie below path, -1: it is no folder. A name says where to start. */
long walk(const char *name)
{
    if (!strcmp(name, "root"))
        return walk_below("/", 0);
    if (!strcmp(name, "system"))
        return walk_below("/usr", 0);
    return walk_below(name, 0);
}

static long bytes_of(int file)
{
    char some[4096];
    long size = 0;
    for (ssize_t got; (got = read(file, some, sizeof some)) > 0;)
        size += got;
    close(file);
    return size;
}

/* How many bytes come from a source of that letter. */
long count_bytes(char letter)
{
    switch (letter) {
    case 'z':
        return bytes_of(open("/dev/zero", O_RDONLY));
    case 't':
        return bytes_of(open("/dev/tty", O_RDONLY));
    case 'i':
        return bytes_of(0);
    case 'p':
        return bytes_of(open("/proc/self/maps", O_RDONLY));
    case 'f':
        mkfifo("pipe", 0600);
        return bytes_of(open("pipe", O_RDONLY));
    default:
        return -1;
    }
}
