#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

uint64_t sets_bits_of_a_wide_mask(const int *is_set)
{
    uint64_t mask = 0;
    for (int bit = 0; bit < 64; bit++)
        if (is_set[bit])
            mask |= UINT64_C(1) << bit;
    return mask;
}

unsigned all_bits(void)
{
    unsigned all = 0;
    for (unsigned i = 0; i < 32; i++)
        all |= 1u << i;
    return all;
}

unsigned of_a_parameter(unsigned bit)
{
    return 1u << bit;
}

unsigned rotates(unsigned value, unsigned by)
{
    by &= 31;
    return by ? value << by | value >> (32 - by) : value;
}

unsigned rotates_as_told(unsigned value, unsigned by)
{
    return value << by | value >> (32 - by);
}

int leaves_when_it_is_too_large(int bit)
{
    if (bit < 0 || bit >= 32)
        return 0;
    return (int)(1u << bit);
}

unsigned of_a_number_from_outside(const char *text)
{
    int bit = atoi(text);
    return bit >= 0 && bit < 32 ? 1u << bit : 0;
}

/* The number of bits grows in a way that only the data tells. */
unsigned long decodes(const unsigned char *input, unsigned wanted)
{
    unsigned long hold = 0;
    unsigned bits = 0;
    while (bits < wanted) {
        hold += (unsigned long)*input++ << bits;
        bits += 8;
    }
    return hold;
}

unsigned modulo(unsigned value)
{
    unsigned by = value % 40;
    if (by > 31)
        by = 31;
    return value >> by;
}

uint32_t reads(const uint8_t *p)
{
    uint32_t value = 0;
    for (int shift = 24; shift >= 0; shift -= 8)
        value |= (uint32_t)*p++ << shift;
    return value;
}

/* It starts one level below. */
unsigned levels(unsigned value, int bits, int step)
{
    int at = -8;
    for (; bits > 0; bits--)
        at += step;
    return value >> at;
}
