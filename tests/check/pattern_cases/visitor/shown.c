#include <stddef.h>

struct node {
    struct node *left, *next;
    int value;
};

void each(struct node *list, void (*visit)(void *context, int value), void *context) /* pattern: visitor */
{
    for (; list; list = list->next)
        visit(context, list->value);
}

int count_if(const int *items, size_t count, int (*is_wanted)(int)) /* pattern: visitor */
{
    int found = 0;
    for (size_t i = 0; i < count; i++)
        if (is_wanted(items[i]))
            found++;
    return found;
}

void drain(int (*take)(void *), void *from) /* pattern: visitor */
{
    while ((*take)(from) > 0)
        ;
}
