#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct item {
    int kind;
    char name[16];
    char *text;
};

static char table[64];

void frees_array(void)
{
    char buffer[32];
    if (fgets(buffer, sizeof buffer, stdin))
        puts(buffer);
    free(buffer); /* expect: cet-free-of-no-heap */
}

void frees_global(void)
{
    free(table); /* expect: cet-free-of-no-heap */
}

void frees_address(void)
{
    struct item item = {0};
    free(&item); /* expect: cet-free-of-no-heap */
}

void frees_field(struct item *item)
{
    free(item->name); /* expect: cet-free-of-no-heap */
    free(item);
}

void frees_field_address(struct item *item)
{
    free(&item->text); /* expect: cet-free-of-no-heap */
}

void frees_literal(void)
{
    const char *text = "fixed";
    puts(text);
    free((void *)text); /* expect: cet-free-of-no-heap */
}

void frees_middle(char *block)
{
    free(block + 1); /* expect: cet-free-of-no-heap */
}

void frees_moved(const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        return;
    while (*copy == ' ')
        copy++;
    puts(copy);
    free(copy); /* expect: cet-free-of-no-heap */
}

int frees_after_sum(size_t n)
{
    int *values = calloc(n, sizeof *values);
    int total = 0;
    if (!values)
        return -1;
    for (size_t i = 0; i < n; i++)
        total += *values++;
    free(values); /* expect: cet-free-of-no-heap */
    return total;
}

void frees_after_step(char *block, size_t n)
{
    block += n;
    puts(block);
    free(block); /* expect: cet-free-of-no-heap */
}

char *grows_array(size_t size)
{
    static char start[16];
    char *grown = realloc(start, size); /* expect: cet-free-of-no-heap */
    return grown;
}

void frees_alias(void)
{
    char buffer[16] = "x";
    char *p = buffer;
    puts(p);
    free(p); /* expect: cet-free-of-no-heap */
}

void frees_stack_block(size_t size)
{
    char *block = __builtin_alloca(size);
    memset(block, 'x', size);
    free(block); /* expect: cet-free-of-no-heap */
}
