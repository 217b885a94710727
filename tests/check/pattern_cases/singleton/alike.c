#include <stdlib.h>

static int *first, *second, *third;

/* Returns what somebody else made. */
int *first_get(void)
{
    return first;
}

/* Makes it, and returns something else. */
int second_make(void)
{
    if (!second)
        second = calloc(1, sizeof *second);
    return second != NULL;
}

/* Makes it anew each time. */
int *third_make(void)
{
    third = calloc(1, sizeof *third);
    return third;
}
