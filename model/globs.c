#include "cet/model/globs.h"

#include <stddef.h>
#include <string.h>

/* The usual two-pointer match: on a mismatch the last '*' swallows one byte more. */
static bool glob_matches(const char *glob, size_t length, const char *name)
{
    const char *end = glob + length, *star = NULL, *retry = NULL;
    while (*name) {
        if (glob < end && *glob == '*') {
            star = ++glob;
            retry = name;
        } else if (glob < end && *glob == *name) {
            glob++;
            name++;
        } else if (star) {
            glob = star;
            name = ++retry;
        } else {
            return false;
        }
    }
    while (glob < end && *glob == '*')
        glob++;
    return glob == end;
}

bool globs_match(const char *list, const char *name)
{
    bool is_in = false;
    while (*list) {
        size_t length = strcspn(list, ",\n");
        const char *glob = list;
        size_t glob_length = length;
        list += length + (list[length] != '\0');
        while (glob_length && strchr(" \t\r", *glob)) {
            glob++;
            glob_length--;
        }
        while (glob_length && strchr(" \t\r", glob[glob_length - 1]))
            glob_length--;
        bool takes_away = glob_length && *glob == '-';
        if (takes_away) {
            glob++;
            glob_length--;
        }
        if (glob_length && glob_matches(glob, glob_length, name))
            is_in = !takes_away;
    }
    return is_in;
}
