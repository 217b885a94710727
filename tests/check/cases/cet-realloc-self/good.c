#include <stdio.h>
#include <stdlib.h>

struct list {
    char *items;
    size_t capacity;
};

int tests_before_it_assigns(struct list *list, size_t size)
{
    char *grown = realloc(list->items, size);
    if (!grown)
        return -1;
    list->items = grown;
    return 0;
}

int keeps_a_copy(struct list *list, size_t size)
{
    char *old = list->items;
    list->items = realloc(list->items, size);
    if (!list->items) {
        list->items = old;
        return -1;
    }
    return 0;
}

int keeps_a_copy_made_by_assignment(struct list *list, size_t size)
{
    char *old;
    old = list->items;
    list->items = realloc(list->items, size);
    if (!list->items)
        free(old);
    return list->items ? 0 : -1;
}

/* The caller still has the pointer that it gave. */
char *grows_a_parameter(char *text, size_t size)
{
    text = realloc(text, size);
    return text;
}

int another_element(char **lines, int at, size_t size)
{
    lines[at] = realloc(lines[at + 1], size);
    return lines[at] ? 0 : -1;
}

void ends_the_program(struct list *list, size_t size)
{
    list->items = realloc(list->items, size);
    if (list->items == NULL) {
        fprintf(stderr, "out of memory\n");
        abort();
    }
}

void ends_the_program_inside_a_condition(struct list *list, size_t size)
{
    if (!(list->items = realloc(list->items, size)))
        exit(1);
}

/* *line still has it. */
int works_on_a_copy(char **line, size_t size)
{
    char *text = *line;
    text = realloc(text, size);
    if (!text)
        return -1;
    *line = text;
    return 0;
}
