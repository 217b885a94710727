#include "tool.h"

int helper(int number)
{
    return number + 1;
}
