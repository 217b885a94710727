#include <stdio.h>

#define READ_MODE 1
#define SAFE_MODE 1

int different(int n, int limit)
{
    if (n > limit)
        return limit;
    else
        return n;
}

/* The same today, two things all the same. */
int named_differently(int is_safe)
{
    return is_safe ? SAFE_MODE : READ_MODE;
}

/* Another build does more. */
int depends_on_the_build(int n)
{
    if (n > 3) {
#ifdef WITH_TRACE
        puts("many");
#endif
        n = 3;
    } else {
        n = 3;
    }
    return n;
}

void nothing(int n)
{
    if (n) {
    } else {
    }
}

int other_variables(int a, int b, int which)
{
    if (which) {
        int c = a;
        return c + 1;
    } else {
        int c = b;
        return c + 1;
    }
}

double other_types(int n)
{
    return n > 0 ? 1 : 1.0;
}

int without_else(int n)
{
    if (n)
        return 1;
    return 1;
}
