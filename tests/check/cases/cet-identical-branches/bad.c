#include <stdio.h>

int of_an_if(int n, int limit)
{
    if (n > limit) /* expect: cet-identical-branches */
        return limit;
    else
        return limit;
}

int of_blocks(FILE *file, int is_verbose)
{
    if (is_verbose) { /* expect: cet-identical-branches */
        int c = getc(file);
        printf("%d\n", c);
    } else {
        int c = getc(file);
        printf("%d\n", c);
    }
    return 0;
}

int of_a_conditional(int a, int b)
{
    return a > b ? a - b : a - b; /* expect: cet-identical-branches */
}

const char *of_texts(int is_long)
{
    return is_long ? "%s" : "%s"; /* expect: cet-identical-branches */
}

int last_of_a_chain(int kind, int n)
{
    if (kind == 1)
        n++;
    else if (kind == 2) /* expect: cet-identical-branches */
        n--;
    else
        n--;
    return n;
}

/* Told apart by their comments: as it may be meant, no warning. */
int explained(int kind)
{
    if (kind == 1) /* expect: cet-identical-branches */
        return 0; /* nothing to do yet */
    else
        return 0; /* not ours */
}
