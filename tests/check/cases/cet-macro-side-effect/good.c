#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define SQUARE(x) ((x) * (x))
#define FIRST(a, b) ((void)sizeof(b), (a))
#define PICK(condition, a) ((condition) ? (a) : -(a))
#define SQUARE_ONCE(x)                                                                                                 \
    ({                                                                                                                 \
        __typeof__(x) value_ = (x);                                                                                    \
        value_ *value_;                                                                                                \
    })
#define BOTH(f, x) (f(x) + f((x) + 1))
#define REPEAT(statement)                                                                                              \
    do {                                                                                                               \
        statement;                                                                                                     \
    } while (0)

struct item {
    int size;
};

static int size_of(const struct item *item)
{
    return item->size;
}

static int counter;
static int count(int n)
{
    counter += n;
    return counter;
}

int without_effects(int n, const struct item *item)
{
    return MAX(n + 1, 3) + SQUARE(size_of(item)) + MAX((int)strlen("text"), n);
}

/* Once, for sizeof evaluates nothing. */
int not_evaluated(int n)
{
    return FIRST(1, n++);
}

/* Only one of the two ever is. */
int one_branch(int n)
{
    return PICK(n > 3, n--);
}

int once(int n)
{
    return SQUARE_ONCE(n++);
}

/* The name is the argument, not the call. */
int names(int n)
{
    return BOTH(count, n);
}

/* Two arguments, each once. */
int two(int n)
{
    REPEAT(n++);
    REPEAT(n++);
    return n;
}

int from_the_library(const char *text)
{
    assert(text++);
    return isalpha((unsigned char)*text++) + toupper((unsigned char)*text);
}
