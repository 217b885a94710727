/* Files by name: one function opens it itself, the other hands the name on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *open_level(const char *path, const char *mode)
{
    return fopen(path, mode);
}

/* -1: no such file, -2: no level in it. */
int level_load(const char *path)
{
    char line[64];
    FILE *file = open_level(path, "r");
    if (!file)
        return -1;
    const char *text = fgets(line, sizeof line, file);
    fclose(file);
    if (!text || strncmp(text, "level=", 6) != 0)
        return -2;
    return atoi(text + 6) & 7;
}

int level_save(const char *path, int level)
{
    FILE *file = fopen(path, "a");
    if (!file)
        return -1;
    fprintf(file, "level=%d\n", level % 7);
    return fclose(file) == 0 ? 0 : -1;
}
