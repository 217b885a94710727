#include <stddef.h>

size_t digits(const char *text)
{
    size_t i = 0;
    while (text[i] >= '0' && text[i] <= '9')
        i++;
    return i;
}

int both_are_above(const int *values, int i)
{
    return values[i] >= 10 && values[0] >= 10;
}

int two_limits(const int *values)
{
    return values[0] >= 10 && values[1] <= 90;
}

int another_array(const int *low, const int *high, int i)
{
    return low[i] >= 10 && high[0] <= 90;
}

int outside(const int *values, int i)
{
    return values[i] >= 90 && values[0] <= 10;
}
