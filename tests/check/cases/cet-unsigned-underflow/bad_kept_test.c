#include <stddef.h>

size_t find(const int *items, size_t count, int value);

/* What was tested has changed since. */
int changed(const int *items, size_t count, int value)
{
    size_t at = find(items, count, value);
    int is_inside = at > 0 && items[0] == value;
    at = find(items, count, value + 1);
    if (at > 0)
        count = at;
    if (is_inside)
        return items[at - 1]; /* expect: cet-unsigned-underflow */
    return (int)count;
}

/* The variable is written twice: which of the two it keeps is not known. */
int twice(const int *items, size_t count, int value)
{
    size_t at = find(items, count, value);
    int is_inside = at > 0;
    if (at > 0)
        count = at;
    if (value > (int)count)
        is_inside = 1;
    if (is_inside)
        return items[at - 1]; /* expect: cet-unsigned-underflow */
    return 0;
}

/* The other side of the test. */
int turned(const int *items, size_t count, int value)
{
    size_t at = find(items, count, value);
    int is_inside = at > 0;
    if (at > 0)
        count = at;
    if (!is_inside)
        return items[at - 1]; /* expect: cet-unsigned-underflow */
    return (int)count;
}
