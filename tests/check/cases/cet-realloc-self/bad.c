#include <stdlib.h>

struct list {
    char *items;
    size_t capacity;
};

static char *table;

int grows_a_field(struct list *list)
{
    list->items = realloc(list->items, list->capacity * 2); /* expect: cet-realloc-self */
    if (!list->items)
        return -1;
    list->capacity *= 2;
    return 0;
}

char *grows_a_local(size_t size)
{
    char *text = malloc(size);
    if (!text)
        return NULL;
    text = (char *)realloc(text, 2 * size); /* expect: cet-realloc-self */
    return text;
}

int grows_a_global(size_t size)
{
    table = reallocarray(table, size, 2); /* expect: cet-realloc-self */
    return table ? 0 : -1;
}

int grows_inside_a_condition(struct list *list, size_t size)
{
    if ((list->items = realloc(list->items, size)) == NULL) /* expect: cet-realloc-self */
        return -1;
    return 0;
}

void grows_an_element(char **lines, int at, size_t size)
{
    lines[at] = realloc(lines[at], size); /* expect: cet-realloc-self */
}

void grows_through_a_pointer(char **text, size_t size)
{
    *text = realloc(*text, size); /* expect: cet-realloc-self */
}

int ends_only_on_success(struct list *list, size_t size)
{
    list->items = realloc(list->items, size); /* expect: cet-realloc-self */
    if (list->items)
        exit(0);
    return -1;
}
