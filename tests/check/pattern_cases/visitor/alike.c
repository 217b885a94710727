#include <stddef.h>

/* Called once. */
int apply(int (*function)(int), int value)
{
    return function(value);
}

/* The loop calls a function that stands fast. */
static int twice(int value)
{
    return value * 2;
}

int sum(const int *items, size_t count)
{
    int total = 0;
    for (size_t i = 0; i < count; i++)
        total += twice(items[i]);
    return total;
}

/* The first call stands before the loop begins. */
int start(int (*begin)(void), int limit)
{
    int total = 0;
    for (int i = begin(); i < limit; i++)
        total += i;
    return total;
}
