/* fault: list_free, use-after-free
 * The way on is read from the node that was just given back. */
#include <stdlib.h>

struct node {
    int value;
    struct node *next;
};

/* A new node in front of `list` (NULL: an empty one), which it then owns; NULL when there is no memory. */
struct node *list_prepend(struct node *list, int value)
{
    struct node *node = malloc(sizeof *node);
    if (node == NULL)
        return NULL;
    node->value = value;
    node->next = list;
    return node;
}

size_t list_length(const struct node *list)
{
    size_t length = 0;
    for (; list; list = list->next)
        length++;
    return length;
}

/* Gives back all nodes. */
void list_free(struct node *list)
{
#ifdef REPAIRED
    while (list) {
        struct node *next = list->next;
        free(list);
        list = next;
    }
#else
    for (; list; list = list->next)
        free(list);
#endif
}
