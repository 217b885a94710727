#include <stdlib.h>
#include <string.h>

struct node {
    int value;
    struct node *left, *right;
    char *name;
};

void set_value(struct node *node, int value)
{
    node->value = value;
}

void increment(int *counter)
{
    (*counter)++;
}

/* What it gives back may be written by the caller. */
char *skip_blanks(char *text)
{
    while (*text == ' ')
        text++;
    return text;
}

/* Given on to what writes. */
void clear(struct node *node)
{
    memset(node, 0, sizeof *node);
}

void set_both(struct node *node)
{
    increment(&node->value);
}

/* Kept. */
static struct node *root;
void keep(struct node *node)
{
    if (node->value)
        root = node;
}

/* What it owns is written, though not itself. */
void rename_left(struct node *node, char first)
{
    node->left->name[0] = first;
}

/* The type is qsort's. */
static int compare(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(int));
}

/* Another pointer to it is written through. */
void zero_all(int *items, int count)
{
    int *end = items + count;
    for (int *p = items; p < end; p++)
        *p = 0;
}

/* A callback: its type is not its own choice. */
static int print_node(struct node *node)
{
    return node->value;
}
static int (*const visitor)(struct node *) = print_node;

int visit(struct node *node)
{
    return visitor(node);
}

int read_only(const struct node *node)
{
    return node->value;
}

int unused(struct node *node)
{
    (void)node;
    return 0;
}

void sort(int *items, size_t count)
{
    qsort(items, count, sizeof *items, compare);
}
