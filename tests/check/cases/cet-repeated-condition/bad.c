#include <stdio.h>
#include <string.h>

struct point {
    int x, y;
};

const char *in_a_chain(int status)
{
    if (status == 1)
        return "one";
    else if (status == 2)
        return "two";
    else if (status == 1) /* expect: cet-repeated-condition */
        return "three";
    return "";
}

int in_a_row(int a, int b)
{
    return a > 0 && b > 0 && a > 0; /* expect: cet-repeated-condition */
}

int in_a_row_of_or(const char *text)
{
    return !text || !*text || !text; /* expect: cet-repeated-condition */
}

int twice_the_same(const struct point *a, const struct point *b)
{
    return a->x == b->x && a->y == a->y; /* expect: cet-repeated-condition */
}

int difference(const struct point *a)
{
    return a->x - a->x; /* expect: cet-repeated-condition */
}

int command(const char *word)
{
    if (strcmp(word, "open") == 0)
        return 1;
    else if (strcmp(word, "close") == 0)
        return 2;
    else if (strcmp(word, "open") == 0) /* expect: cet-repeated-condition */
        return 3;
    return 0;
}

unsigned masks(unsigned flags)
{
    if ((flags & 4u) || (flags & 4u)) /* expect: cet-repeated-condition */
        return flags | flags; /* expect: cet-repeated-condition */
    return 0;
}

int with_a_cast(int length, int limit)
{
    while (limit <= limit && length--) /* expect: cet-repeated-condition */
        limit++;
    return limit;
}
