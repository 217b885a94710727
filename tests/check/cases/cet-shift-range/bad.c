#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* class: shift-range */
uint64_t sets_bits_of_a_wide_mask(const int *is_set)
{
    uint64_t mask = 0;
    for (int bit = 0; bit < 64; bit++)
        if (is_set[bit])
            mask |= 1 << bit; /* expect: cet-shift-range */
    return mask;
}

/* class: shift-range */
unsigned one_too_far(void)
{
    unsigned all = 0;
    for (unsigned i = 0; i <= 32; i++)
        all |= 1u << i; /* expect: cet-shift-range */
    return all;
}

/* class: shift-range */
int limited_by_the_wrong_number(int bit)
{
    if (bit < 0 || bit > 32)
        return 0;
    return 1 << bit; /* expect: cet-shift-range */
}

/* class: shift-range */
unsigned may_be_negative(unsigned value, int by)
{
    if (by < 0)
        puts("to the left");
    return value >> by; /* expect: cet-shift-range */
}

/* class: shift-range */
unsigned rotates_by_nothing(unsigned value, unsigned by)
{
    if (by == 0)
        puts("nothing to do");
    return value << by | value >> (32 - by); /* expect: cet-shift-range */
}

/* class: shift-range */
unsigned of_a_number_from_outside(const char *text)
{
    int bit = atoi(text);
    unsigned flags = 0;
    flags |= 1u << bit; /* expect: cet-shift-range */
    return flags;
}

/* class: shift-range */
uint32_t a_compound_assignment(int count)
{
    uint32_t value = 1;
    int by = count > 3 ? 40 : 4;
    value <<= by; /* expect: cet-shift-range */
    return value;
}
