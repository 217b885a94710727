/* What goes through void * is an object all the same: comparators, visitors, destroyers. */
#include <stdlib.h>
#include <string.h>

struct runner {
    unsigned laps;
    int seconds;
    char *name;
};

struct total {
    long laps;
    int runners;
};

int compare_runners(const void *left, const void *right)
{
    const struct runner *a = left, *b = right;
    if (a->laps != b->laps)
        return a->laps > b->laps ? -1 : 1;
    return a->seconds < b->seconds ? -1 : a->seconds > b->seconds;
}

int compare_numbers(const void *left, const void *right)
{
    return *(const int *)left > *(const int *)right ? 1 : *(const int *)left < *(const int *)right ? -1 : 0;
}

int compare_names(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;
    return strcmp(*a, *b);
}

void add_up(const struct runner *runner, void *context)
{
    struct total *total = context;
    total->laps += runner->laps;
    total->runners++;
}
