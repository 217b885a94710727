#include <stdlib.h>
#include <string.h>

char *config_value(const char *key);
char *shared_value(const char *key);
void keep(char *value);

int freed_everywhere(const char *key)
{
    char *value = config_value(key);
    if (!value)
        return -1;
    if (*value == '\0') {
        free(value);
        return 0;
    }
    int number = atoi(value);
    free(value);
    return number;
}

/* Freed on one side only: whose it is, the flag tells. */
int sometimes_own(const char *key, int is_copy)
{
    char *value = shared_value(key);
    if (*value == 'x')
        return 1;
    int length = (int)strlen(value);
    if (is_copy)
        free(value);
    return length;
}

/* The variable holds something else as well. */
int default_value(const char *key, char *fallback)
{
    char *value = shared_value(key);
    if (!value)
        value = fallback;
    if (*value == 'x')
        return 1;
    int length = (int)strlen(value);
    free(value);
    return length;
}

int handed_on(const char *key)
{
    char *value = config_value(key);
    if (*value == 'x') {
        keep(value);
        return 1;
    }
    free(value);
    return 0;
}

int never_freed_here(const char *key)
{
    const char *value = shared_value(key);
    return value ? (int)strlen(value) : 0;
}
