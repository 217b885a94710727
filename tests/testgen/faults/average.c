/* fault: average, division
 * No numbers have no average. */
#include <stddef.h>

/* The average of `count` numbers, rounded towards zero; 0 for no numbers. */
int average(const int *numbers, size_t count)
{
    long long sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += numbers[i];
#ifdef REPAIRED
    if (count == 0)
        return 0;
#endif
    return (int)(sum / (long long)count);
}
