#include "memory_watch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TREE_MAX 4096

static size_t read_small(const char *path, char *text, size_t size)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return 0;
    ssize_t got = read(descriptor, text, size - 1);
    close(descriptor);
    size_t length = got > 0 ? (size_t)got : 0;
    text[length] = 0;
    return length;
}

/* pid and its descendants, breadth first. */
static size_t list_tree(pid_t pid, pid_t *pids, size_t max)
{
    size_t count = 0;
    pids[count++] = pid;
    for (size_t i = 0; i < count; i++) {
        char path[64];
        char text[4096];
        snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pids[i], (int)pids[i]);
        if (read_small(path, text, sizeof text) == 0)
            continue;
        char *rest = text;
        char *word;
        while (count < max && (word = strtok_r(rest, " ", &rest))) {
            pid_t child = (pid_t)strtol(word, NULL, 10);
            if (child > 0)
                pids[count++] = child;
        }
    }
    return count;
}

/* Second field of statm (proc(5)), in pages; counts pages shared by fork in every process. */
static uint64_t resident_bytes(pid_t pid)
{
    char path[64];
    char text[128];
    unsigned long pages = 0;
    snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
    if (read_small(path, text, sizeof text) == 0 || sscanf(text, "%*u %lu", &pages) != 1)
        return 0;
    return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* Each page divided by the number of its sharers: exact over a tree, but the kernel walks all mappings for it. */
static uint64_t proportional_bytes(pid_t pid)
{
    char path[64];
    char text[2048];
    unsigned long kilobytes;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    const char *line = read_small(path, text, sizeof text) ? strstr(text, "\nPss:") : NULL;
    if (!line || sscanf(line, "\nPss: %lu", &kilobytes) != 1)
        return resident_bytes(pid);
    return (uint64_t)kilobytes * 1024;
}

static uint64_t sum_over(const pid_t *pids, size_t count, uint64_t (*bytes_of)(pid_t))
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += bytes_of(pids[i]);
    return sum;
}

bool memory_exceeds(pid_t pid, uint64_t limit_bytes)
{
    pid_t pids[TREE_MAX];
    size_t count = list_tree(pid, pids, TREE_MAX);
    /* The cheap upper bound first. */
    return sum_over(pids, count, resident_bytes) > limit_bytes &&
           sum_over(pids, count, proportional_bytes) > limit_bytes;
}
