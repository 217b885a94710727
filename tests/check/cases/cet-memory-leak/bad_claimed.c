#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef char *(*read_line_fn)(const char *prompt);

char *config_value(const char *key);
FILE *open_log(const char *name);

/* What the function frees on one way is its own on all of them. */
void shell(read_line_fn read_line)
{
    char *line = NULL;
    for (;;) {
        line = read_line("> "); /* expect: cet-memory-leak */
        if (!line)
            break;
        if (*line == '#')
            continue;
        if (!strcmp(line, "quit"))
            break;
        puts(line);
        free(line);
        line = NULL;
    }
    if (line)
        free(line);
}

int configured(const char *key)
{
    char *value = config_value(key);
    if (!value)
        return -1;
    if (*value == '\0')
        return 0; /* expect: cet-memory-leak */
    int number = atoi(value);
    free(value);
    return number;
}

int longest(const char *key, const char *other)
{
    int result = 0;
    char *value = config_value(key);
    if (value == NULL)
        return 0;
    for (const char *at = other; *at; at++)
        if (*at == ':')
            return 1; /* expect: cet-memory-leak */
    result = (int)strlen(value);
    if (value != NULL)
        free(value);
    return result;
}
