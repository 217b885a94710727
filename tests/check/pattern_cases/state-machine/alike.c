enum kind { ADD, SUBTRACT, NEGATE };

struct node {
    enum kind kind;
    int left, right;
};

/* Asks, and sets nothing. */
int evaluate(const struct node *node)
{
    switch (node->kind) {
    case ADD:
        return node->left + node->right;
    case SUBTRACT:
        return node->left - node->right;
    case NEGATE:
        return -node->left;
    }
    return 0;
}

/* One case makes another of it: a normal form, no machine. */
void simplify(struct node *node)
{
    switch (node->kind) {
    case ADD:
    case NEGATE:
        break;
    case SUBTRACT:
        node->kind = ADD;
        node->right = -node->right;
        break;
    }
}

/* No loop: the value is set for what comes behind. */
int normalise(int kind)
{
    switch (kind) {
    case 0:
        kind = 1;
        break;
    case 1:
        kind = 2;
        break;
    case 2:
        break;
    }
    return kind;
}
