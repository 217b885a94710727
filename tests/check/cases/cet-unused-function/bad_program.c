/* A program of two files; the second one's functions are called from here. */
#include <stdio.h>

int used_elsewhere(int n);

static void forgotten(void) /* expect: cet-unused-function */
{
    puts("never");
}

int main(void)
{
    return used_elsewhere(1);
}
