/* A unit with a main, a define with quotes and a partner in another file. */
#include "tool.h"

#include <stdio.h>

int twice(int number)
{
    return 2 * helper(number);
}

const char *version(void)
{
    return TOOL_VERSION;
}

int main(int argc, char **argv)
{
    (void)argv;
    printf("%d\n", twice(argc));
    return 0;
}
