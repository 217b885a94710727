#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    const char *key;
    int value;
    struct entry *next;
};

int nothing_to_look_through(const struct entry *first, const char *key, int *ret_value)
{
    if (!first)
        return 0; /* expect: cet-out-parameter-unset */
    for (; first; first = first->next)
        if (!strcmp(first->key, key)) {
            *ret_value = first->value;
            return 0;
        }
    return -1;
}

bool short_text(const char *text, double *ret_ratio)
{
    char *end;
    if (strlen(text) < 2)
        return true; /* expect: cet-out-parameter-unset */
    double ratio = strtod(text, &end);
    if (end == text)
        return false;
    *ret_ratio = ratio;
    return true;
}

enum status { STATUS_OK, STATUS_NO_MEMORY };

enum status copy_name(const struct entry *entry, char **ret_name)
{
    char *name = NULL;
    if (entry->key) {
        name = strdup(entry->key);
        if (!name)
            return STATUS_NO_MEMORY;
        *ret_name = name;
    }
    return STATUS_OK; /* expect: cet-out-parameter-unset */
}

typedef unsigned int number;

int one_way_out(const char *text, number *ret_number)
{
    int rc = -1;
    if (*text == '\0')
        goto out;
    rc = 0;
    switch (*text) {
    case '0':
        *ret_number = 0;
        break;
    case '1':
        *ret_number = 1;
        break;
    case '?':
        break;
    default:
        rc = -2;
    }
out:
    return rc; /* expect: cet-out-parameter-unset */
}

struct size {
    int width, height;
};

#define FAIL_IF(condition)                                                                                             \
    if (condition)                                                                                                     \
    return -1

int second_of_two(const char *text, struct size *ret_size, const char **ret_rest)
{
    int width, height, used = 0;
    FAIL_IF(!text);
    *ret_rest = text;
    if (sscanf(text, "%dx%d%n", &width, &height, &used) == 2) {
        *ret_size = (struct size){width, height};
        *ret_rest = text + used;
    }
    return 0; /* expect: cet-out-parameter-unset */
}
