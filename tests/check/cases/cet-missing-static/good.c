#include "good.h"

#include <stdio.h>

static int count;

/* A header declares both. */
int offered_value = 3;

int offered(int n)
{
    return n + offered_value;
}

static int hidden(int n)
{
    return n - count;
}

__attribute__((weak)) void may_be_replaced(void) {}

__attribute__((visibility("default"))) int entry_of_a_plugin(void)
{
    return hidden(2);
}

int main(void)
{
    static int runs;
    return offered(1) + hidden(runs);
}
