#include <stdlib.h>

/* Nothing is given back. */
int sum(int a, int b)
{
    int result = 0;
    if (a < 0)
        goto out;
    if (b < 0)
        goto out;
    result = a + b;
out:
    return result;
}

/* A loop in disguise. */
int again(int a)
{
    int *block = malloc(sizeof *block);
retry:
    if (a < 0) {
        a++;
        goto retry;
    }
    free(block);
    return a;
}

/* One jump: an early exit. */
int once(int a)
{
    int *block = malloc(sizeof *block);
    if (a < 0)
        goto out;
    a *= 2;
out:
    free(block);
    return a;
}
