/* fault: checked_divide, division
 * INT_MIN / -1 is no int. */
#include <limits.h>
#include <stdbool.h>

/* Puts left / right into *result; false when there is no such int. */
bool checked_divide(int left, int right, int *result)
{
    if (right == 0)
        return false;
#ifdef REPAIRED
    if (left == INT_MIN && right == -1)
        return false;
#endif
    *result = left / right;
    return true;
}
