#include <stddef.h>
#include <string.h>

unsigned read_short(const unsigned char *bytes);
unsigned long checksum(const unsigned char *bytes, size_t length);

unsigned long all_tested(int kind, const unsigned char *bytes)
{
    unsigned length = read_short(bytes + 2);
    if (length < 4)
        return 0;
    if (kind == 1)
        return length < 8 ? 0 : checksum(bytes + 8, length - 8);
    return checksum(bytes + 4, length - 4);
}

/* Nothing in the function says that it may be small. */
unsigned long never_tested(const unsigned char *bytes)
{
    unsigned length = read_short(bytes + 2);
    return checksum(bytes + 4, length - 4);
}

/* A counter has many values; what is true of one is not of another. */
unsigned long counter(const unsigned char *bytes, unsigned count)
{
    unsigned long sum = 0;
    for (unsigned i = 4; i < 20; i++)
        sum += checksum(bytes, i - 4) + count;
    return sum;
}

/* The difference is only printed as the signed number that it is meant to be. */
int missing(const unsigned char *bytes)
{
    unsigned length = read_short(bytes);
    if (length >= 8)
        return 0;
    return (int)(length - 8);
}
