#include <stdio.h>
#include <stdlib.h>

int tests_twice(const char *text)
{
    if (!text)
        return -1;
    int length = 0;
    while (text[length])
        length++;
    if (text == NULL) /* the answer is known */
        return -2; /* expect: cet-unreachable */
    return length;
}

int has_no_value_left(int n)
{
    if (n > 5)
        return 1;
    if (n > 10) {    /* expect: cet-unreachable */
        puts("many");
        return 2;
    }
    return 0;
}

int else_is_dead(int kind, int weight)
{
    if (kind == 3) {
        if (kind != 3)
            weight = 0; /* expect: cet-unreachable */
        else
            weight++;
    }
    return weight;
}

void in_a_loop(int count)
{
    for (int i = 0; i < count; i++) {
        int c = getchar();
        if (c < 0)
            break;
        if (c == EOF)
            puts("end"); /* expect: cet-unreachable */
    }
}
