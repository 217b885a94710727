#include <stddef.h>

struct node {
    struct node *next, *first;
};
struct hooks {
    void *(*allocate)(size_t size);
    void (*deallocate)(void *block);
    void *(*refresh)(void *block);
};

static struct node *new_node(const struct hooks *hooks)
{
    struct node *node = hooks->allocate(sizeof *node);
    if (node)
        node->next = node->first = NULL;
    return node;
}

static void append(struct node *last, struct node *node)
{
    last->next = node;
}

/* Only the first of them becomes the head, which its test tells. */
struct node *builds_a_list(const struct hooks *hooks, int count)
{
    struct node *list = new_node(hooks), *last = NULL;
    for (int i = 0; list && i < count; i++) {
        struct node *node = new_node(hooks);
        if (!node)
            break;
        if (!i)
            list->first = node;
        else
            append(last, node);
        last = node;
    }
    return list;
}

int gives_back(const struct hooks *hooks, size_t size)
{
    char *block = hooks->allocate(size);
    if (!block)
        return -1;
    hooks->deallocate(block);
    return 0;
}

/* Not an allocator, whatever it does. */
void *keeps(const struct hooks *hooks, void *block)
{
    return hooks->refresh(block);
}
