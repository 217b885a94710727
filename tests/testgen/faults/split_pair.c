/* fault: split_pair, double-free
 * Where the value is empty both copies are given back, and once more at the end. */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

/* The value of "key=value" as a new string; NULL for a text without '=', without a key or a value, or when there is no
 * memory. */
char *split_pair(const char *text)
{
    char *value = NULL;
    char *key = strdup(text);
    if (key == NULL)
        return NULL;
    char *equals = strchr(key, '=');
    if (equals == NULL || equals == key)
        goto done;
    *equals = '\0';
    value = strdup(equals + 1);
    if (value && *value == '\0') {
        free(value);
#ifndef REPAIRED
        free(key);
#endif
        value = NULL;
    }
done:
    free(key);
    return value;
}
