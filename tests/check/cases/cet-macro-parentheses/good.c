#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define TWICE(x) (2 * (x))
#define SUM(a, b) ((a) + (b))
#define CALL(f, x) f(x)
#define NEXT(item) (item)->next
#define TEXT(x) #x
#define JOIN(a, b) a##b
#define NEW(type) ((type *)malloc(sizeof(type)))
#define CAST(type, x) ((type)(x))
#define FIELD(pointer, name) ((pointer)->name)
#define DECLARE(type, name) type *name = NULL
#define SET(place, value) ((place) = (value))
#define MINUS_ONE -1
#define NAME "a + b"
#define CALLBACK int (*callback)(int)
#define POINTER char *
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define BLOCK(n)                                                                                                       \
    do {                                                                                                               \
        (n)++;                                                                                                         \
    } while (0)
#define OFFSET_OF(type, field) offsetof(type, field)
#define AND &&
#define PERCENT(n) (n) / 100 * /* continued by the user */
#define ARGUMENTS(a, b) a, b
#define EQUAL(a, b) (strcmp(a, b) == 0)
#define APPLY(op, a, b) ((a)op(b))
#define HIGH_BITS ~0xffu

struct item {
    struct item *next;
    int value;
};

static int add(int a, int b)
{
    return a + b;
}

int uses(struct item *item, const char *text, int n, POINTER place, CALLBACK)
{
    int table[4] = {TWICE(n + 1), SUM(n, 2) * 3, CALL(abs, n - 1), APPLY(+, n, 3)};
    int JOIN(a, b) = (int)COUNT(table);
    DECLARE(struct item, made);
    made = NEW(struct item);
    BLOCK(n);
    SET(*place, text[0]);
    free(made);
    if (NEXT(item) AND FIELD(item, value) == MINUS_ONE)
        *place = 'x';
    return CAST(int, strlen(TEXT(x + y))) + ab + EQUAL(text, NAME) + (int)OFFSET_OF(struct item, value) + callback(n) +
           add(ARGUMENTS(n + 1, 2)) + (int)(HIGH_BITS & 3u);
}

/* Nothing goes wrong here, so that it is no warning. */
static int harmless_sum(int a, int b)
{
    return 1 + SUM(a + 1, b) + 2;
}

int sums(int n)
{
    return harmless_sum(n, n);
}
