#include <stddef.h>

/* One step, no loop. */
struct pair {
    struct pair *other;
    int value;
};

int pair_sum(const struct pair *pair)
{
    return pair->value + pair->other->value;
}

/* A tree goes down both ways by recursion. */
struct tree {
    struct tree *left, *right;
};

int tree_size(const struct tree *tree)
{
    return tree ? 1 + tree_size(tree->left) + tree_size(tree->right) : 0;
}

/* An array is walked by its index. */
struct row {
    int value;
    struct column *columns;
};

struct column {
    int width;
};

int row_width(const struct row *row, size_t count)
{
    int sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += row->columns[i].width;
    return sum;
}
