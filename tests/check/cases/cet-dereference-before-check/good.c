#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    char *name;
    int value;
};

int asked_first(const struct node *node)
{
    if (node == NULL)
        return -1;
    return node->value;
}

int on_one_way_only(const struct node *node, int has_node)
{
    int value = 0;
    if (has_node)
        value = node->value;
    if (node)
        value++;
    return value;
}

int next_one(struct node *node)
{
    int sum = 0;
    while (node) {
        sum += node->value;
        node = node->next;
    }
    return sum;
}

int at_least_one(struct node *node)
{
    int sum = 0;
    do {
        sum += node->value;
        node = node->next;
    } while (node);
    return sum;
}

size_t size_is_not_followed(struct node *node)
{
    size_t size = sizeof *node + sizeof(node->value);
    if (!node)
        return 0;
    return size;
}

int *address_is_not_followed(struct node *node)
{
    int *value = &node->value;
    if (!node)
        return NULL;
    return value;
}

int asked_twice(struct node *node)
{
    if (!node)
        return -1;
    int value = node->value;
    if (node && value)
        return 1;
    return 0;
}

int asserted(struct node *node)
{
    int value = node->value;
    assert(node);
    return value;
}

#define SAFE_VALUE(node) ((node) ? (node)->value : 0)

int macro_for_all(struct node *node)
{
    node->value = 1;
    return SAFE_VALUE(node);
}

void reload(struct node *node);

int field_may_have_changed(struct node *node)
{
    int first = node->name[0];
    reload(node);
    if (node->name)
        return first + node->name[0];
    return first;
}

int short_circuit(const struct node *node)
{
    if (node && node->value == 3)
        return 1;
    if (node == NULL || node->value == 4)
        return 2;
    return 0;
}

static void advance(struct node **at)
{
    *at = (*at)->next;
}

int changed_through_its_address(struct node *node)
{
    int sum = node->value;
    advance(&node);
    if (node)
        sum += node->value;
    return sum;
}

int other_variable(struct node *left, struct node *right)
{
    int sum = left->value;
    if (right)
        sum += right->value;
    return sum;
}
