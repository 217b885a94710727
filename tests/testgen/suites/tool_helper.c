#include "tool.h"

int defined_nowhere(int number);

int helper(int number)
{
    return number + 1;
}

/* Nothing calls it, so that nothing needs what it calls; gcc -O0 keeps it. */
static int left_over(int number)
{
    return defined_nowhere(number);
}
