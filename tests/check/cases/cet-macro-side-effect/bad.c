#include <stdio.h>

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define SQUARE(x) ((x) * (x))
#define CLAMP(x, low, high) (MAX(low, x) > (high) ? (high) : MAX(low, x))
#define CHECK(status)                                                                                                  \
    do {                                                                                                               \
        if ((status) < 0)                                                                                              \
            return (status);                                                                                           \
    } while (0)

static int last_id;

static int next_id(void)
{
    return ++last_id;
}

int largest(const int *items, int count)
{
    int best = 0, i = 0;
    while (i < count)
        best = MAX(best, items[i++]); /* expect: cet-macro-side-effect */
    return best;
}

int squares(int n)
{
    return SQUARE(--n); /* expect: cet-macro-side-effect */
}

int assigned(int *p, int n)
{
    return SQUARE(*p = n + 1); /* expect: cet-macro-side-effect */
}

int in_nested_macros(int n)
{
    return CLAMP(n++, 0, 10); /* expect: cet-macro-side-effect */
}

int calls_twice(void)
{
    return MAX(next_id(), 10); /* expect: cet-macro-side-effect */
}

int reads_twice(FILE *file)
{
    int c = MAX(getc(file), 0); /* expect: cet-macro-side-effect */
    return c;
}

int fails_twice(FILE *file)
{
    CHECK(fputs("text", file)); /* expect: cet-macro-side-effect */
    return 0;
}

int compound_assignment(int sum, int n)
{
    return SQUARE(sum += n); /* expect: cet-macro-side-effect */
}
