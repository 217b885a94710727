/* fault: set_add, leak
 * The new node is forgotten when the number is there already. */
#include <stdbool.h>
#include <stdlib.h>

struct set_node {
    int number;
    struct set_node *less, *more;
};

struct set {
    struct set_node *root;
    size_t count;
};

void set_init(struct set *set)
{
    set->root = NULL;
    set->count = 0;
}

static void free_nodes(struct set_node *node)
{
    if (node == NULL)
        return;
    free_nodes(node->less);
    free_nodes(node->more);
    free(node);
}

void set_release(struct set *set)
{
    free_nodes(set->root);
    set_init(set);
}

/* True when the number was added; false when it was there already or there is no memory. */
bool set_add(struct set *set, int number)
{
    struct set_node *node = calloc(1, sizeof *node);
    if (node == NULL)
        return false;
    node->number = number;
    struct set_node **place = &set->root;
    while (*place) {
        if ((*place)->number == number) {
#ifdef REPAIRED
            free(node);
#endif
            return false;
        }
        place = number < (*place)->number ? &(*place)->less : &(*place)->more;
    }
    *place = node;
    set->count++;
    return true;
}
