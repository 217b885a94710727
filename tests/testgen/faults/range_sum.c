/* fault: range_sum, out-of-bounds
 * offset + length wraps around before it is compared. */
#include <stdint.h>

/* The sum of `length` bytes of `data` from `offset` on; -1 when they are not all within its `size` bytes. */
int64_t range_sum(const uint8_t *data, uint32_t size, uint32_t offset, uint32_t length)
{
#ifdef REPAIRED
    if (offset > size || length > size - offset)
#else
    if (offset + length > size)
#endif
        return -1;
    int64_t sum = 0;
    for (uint32_t i = 0; i < length; i++)
        sum += data[offset + i];
    return sum;
}
