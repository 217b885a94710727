#include <stdlib.h>

#define MAX_DEPTH 100

struct tree {
    struct tree *left, *right;
    int value;
};

int factorial(int n)
{
    if (n <= 1)
        return 1;
    return n * factorial(n - 1);
}

unsigned greatest_divisor(unsigned a, unsigned b)
{
    return b ? greatest_divisor(b, a % b) : a;
}

/* Refuses what is too deep. */
int sum_of(const struct tree *tree, int depth)
{
    if (!tree || depth > MAX_DEPTH)
        return 0;
    return tree->value + sum_of(tree->left, depth + 1) + sum_of(tree->right, depth + 1);
}

struct parser {
    const char *at;
    int depth;
};

/* The counter is a field. */
int parse(struct parser *parser)
{
    int status = 0;
    if (parser->depth >= MAX_DEPTH)
        return -1;
    parser->depth++;
    while (!status && *parser->at == '(') {
        parser->at++;
        status = parse(parser);
    }
    parser->depth--;
    return status;
}

static void sort_part(int *items, int first, int last)
{
    int middle = first + (last - first) / 2;
    if (first >= last)
        return;
    sort_part(items, first, middle);
    sort_part(items, middle + 1, last);
}

void sort(int *items, int count)
{
    sort_part(items, 0, count - 1);
}

int is_odd(unsigned n);

int is_even(unsigned n)
{
    return n == 0 ? 1 : is_odd(n - 1);
}

int is_odd(unsigned n)
{
    return n == 0 ? 0 : is_even(n - 1);
}

/* It does not come back, but not by recursion. */
int retries(int n)
{
    if (n == 0)
        exit(1);
    return retries(n - 1);
}
