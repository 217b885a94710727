/* fault: table_size, hang
 * Above the highest power of two doubling gives zero for ever. */
#include <stdint.h>

/* The power of two, from 8 on, that is large enough for `wanted` entries; 0 when there is none. */
uint32_t table_size(uint32_t wanted)
{
    uint32_t size = 8;
#ifdef REPAIRED
    if (wanted > UINT32_C(1) << 31)
        return 0;
#endif
    while (size < wanted)
        size *= 2;
    return size;
}
