#include <stddef.h>

typedef int (*handler)(int);

/* Always the same entry. */
static handler first_only[2];

int call_first(int value)
{
    return first_only[0] ? first_only[0](value) : 0;
}

/* An array of data. */
static const int table[] = {1, 2, 3};

int look_up(size_t index)
{
    return table[index];
}

/* The caller's array is a callback, not a table of the program. */
int call_any(handler *given, size_t index)
{
    return given[index](1);
}
