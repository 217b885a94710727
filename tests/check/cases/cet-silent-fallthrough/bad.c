#include <stdio.h>
#include <stdlib.h>

int forgets_a_break(int kind)
{
    int weight = 0;
    switch (kind) {
    case 1:
        weight = 10;
    case 2: /* expect: cet-silent-fallthrough */
        weight = 20;
        break;
    default:
        weight = 30;
    }
    return weight;
}

int leaves_only_sometimes(int kind, int n)
{
    switch (kind) {
    case 1:
        if (n > 3)
            break;
        n++;
    case 2: /* expect: cet-silent-fallthrough */
        return n;
    default:
        return 0;
    }
    return -1;
}

void after_a_block(int kind)
{
    switch (kind) {
    case 1: {
        int n = kind + 1;
        printf("%d\n", n);
    }
    default: /* expect: cet-silent-fallthrough */
        puts("default");
    }
}

void after_a_loop(int kind, const char *text)
{
    switch (kind) {
    case 'a':
        while (*text == ' ')
            text++;
        /* The text begins here. */
    case 'b': /* expect: cet-silent-fallthrough */
        puts(text);
        break;
    }
}

void only_the_first_says_so(int kind)
{
    switch (kind) {
    case 3:
        puts("three");
        /* fall through */
    case 2:
        puts("two");
    case 1: /* expect: cet-silent-fallthrough */
        puts("one more");
        exit(kind);
    }
}
