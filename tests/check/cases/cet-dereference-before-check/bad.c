#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    char *name;
    int value;
};

/* class: dereference-before-check */
int value_of(const struct node *node)
{
    int value = node->value;
    if (node == NULL) /* expect: cet-dereference-before-check */
        return -1;
    return value;
}

void print(char *text)
{
    if (text[0] == '#')
        return;
    if (text != NULL && *text) /* expect: cet-dereference-before-check */
        puts(text);
}

size_t length_of(const char *text)
{
    size_t length = strlen(text);
    if (!text) /* expect: cet-dereference-before-check */
        return 0;
    return length;
}

int on_both_ways(struct node *node, int is_deep)
{
    int value;
    if (is_deep)
        value = node->next->value;
    else
        value = node->value;
    if (!node) { /* expect: cet-dereference-before-check */
        fprintf(stderr, "no node\n");
        return -1;
    }
    return value;
}

int field(struct node *node)
{
    if (!node)
        return -1;
    int first = node->name[0];
    if (NULL == node->name) /* expect: cet-dereference-before-check */
        return -2;
    return first;
}

void in_a_loop(const struct node *node, int count)
{
    for (int i = 0; i < count; i++)
        printf("%d\n", i + node->value);
    do {
        printf("%s\n", node->name);
    } while (node && --count > 0); /* expect: cet-dereference-before-check */
}

typedef struct node *node_ref;

int as_first_statement(node_ref list)
{
    node_ref next = (*list).next;
    return list ? next != NULL : 0; /* expect: cet-dereference-before-check */
}
