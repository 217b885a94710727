#include <stdint.h>
#include <stdlib.h>

struct item {
    int key;
    char name[28];
};

/* class: allocation-overflow */
struct item *makes_items(size_t count)
{
    return malloc(count * sizeof(struct item)); /* expect: cet-allocation-overflow */
}

/* class: allocation-overflow */
int grows(struct item **items, size_t count)
{
    struct item *grown = realloc(*items, sizeof **items * count); /* expect: cet-allocation-overflow */
    if (!grown)
        return -1;
    *items = grown;
    return 0;
}

/* class: allocation-overflow */
void *of_two(unsigned rows, unsigned columns)
{
    unsigned size = 0;
    void *block = malloc(size + rows * columns); /* expect: cet-allocation-overflow */
    return block;
}

/* class: allocation-overflow */
struct item *as_many_as_the_text_says(const char *text)
{
    unsigned long count = strtoul(text, NULL, 10);
    struct item *items = malloc(sizeof *items * count + 16); /* expect: cet-allocation-overflow */
    return items;
}

/* class: allocation-overflow */
struct item *kept_in_a_variable(size_t count)
{
    size_t bytes = count * sizeof(struct item);
    return malloc(bytes); /* expect: cet-allocation-overflow */
}
