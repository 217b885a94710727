#include <stdint.h>
#include <stdlib.h>

struct item {
    int key;
    char name[28];
};

struct list {
    struct item *items;
    size_t count;
};

struct item *makes_items(size_t count)
{
    return calloc(count, sizeof(struct item));
}

struct item *tests_before(size_t count)
{
    if (count > SIZE_MAX / sizeof(struct item))
        return NULL;
    return malloc(count * sizeof(struct item));
}

struct item *a_limit(size_t count)
{
    return count <= 1000 ? malloc(count * sizeof(struct item)) : NULL;
}

/* 32 bits times 32 fits into 64. */
struct item *of_a_narrow_number(uint32_t count)
{
    return malloc(count * sizeof(struct item));
}

struct item *one(void)
{
    return malloc(1 * sizeof(struct item));
}

/* Its own number, which it has bounded itself. */
struct item *of_a_field(const struct list *list)
{
    return malloc(list->count * sizeof *list->items);
}

char *one_more(size_t length)
{
    return malloc(length + 1);
}

static int is_small(size_t count)
{
    return count < 100;
}

struct item *asked_by_a_function(size_t count)
{
    if (!is_small(count))
        return NULL;
    return malloc(count * sizeof(struct item));
}

/* Its callers stand in this file. */
static struct item *makes_items_of_its_own(size_t count)
{
    return malloc(count * sizeof(struct item));
}

struct item *makes_ten(void)
{
    return makes_items_of_its_own(10);
}

char *of_bytes(size_t count)
{
    return malloc(count * sizeof(char));
}

struct item *tests_afterwards(size_t count)
{
    size_t bytes = count * sizeof(struct item);
    if (bytes / sizeof(struct item) != count)
        return NULL;
    return malloc(bytes);
}

struct item *of_an_int(int count)
{
    return malloc(count * sizeof(struct item));
}
