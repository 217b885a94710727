/* fault: prefix_mask, shift
 * A shift by the width of the type. */
#include <stdint.h>

/* The mask of a network with a prefix of 0 to 32 bits; what is out of range is taken as 32. */
uint32_t prefix_mask(unsigned int bits)
{
    if (bits > 32)
        bits = 32;
#ifdef REPAIRED
    if (bits == 0)
        return 0;
#endif
    return UINT32_MAX << (32 - bits);
}
