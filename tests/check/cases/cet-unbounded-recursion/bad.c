#include <stdlib.h>

struct tree {
    struct tree *left, *right;
    int value;
};

int factorial(int n)
{
    return n * factorial(n - 1); /* expect: cet-unbounded-recursion */
}

int forgets_to_stop(int n)
{
    if (n > 100)
        n = 100;
    return forgets_to_stop(n / 2) + 1; /* expect: cet-unbounded-recursion */
}

int is_odd(unsigned n);

int is_even(unsigned n)
{
    return is_odd(n - 1); /* expect: cet-unbounded-recursion */
}

int is_odd(unsigned n)
{
    return is_even(n - 1);
}

int both_branches_go_on(int n)
{
    if (n > 0)
        return both_branches_go_on(n - 1); /* expect: cet-unbounded-recursion */
    else
        return both_branches_go_on(n + 1);
}

/* As deep as the tree is, and the tree may come from anywhere. */
int sum_of(const struct tree *tree)
{
    if (!tree)
        return 0;
    return tree->value + sum_of(tree->left) + sum_of(tree->right); /* expect: cet-unbounded-recursion */
}

const char *parse_group(const char *text);

const char *parse_item(const char *text)
{
    if (*text == '(')
        return parse_group(text + 1); /* expect: cet-unbounded-recursion */
    return text + 1;
}

const char *parse_group(const char *text)
{
    while (*text && *text != ')')
        text = parse_item(text);
    return text;
}
