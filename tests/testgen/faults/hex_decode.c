/* fault: hex_decode, out-of-bounds
 * The table is indexed by a plain char, which is negative for bytes above 127. */
#include <stddef.h>

static const signed char hex_values[256] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
    ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
    ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

static int digit(const char *text)
{
#ifdef REPAIRED
    return hex_values[(unsigned char)*text] - 1;
#else
    return hex_values[*text] - 1;
#endif
}

/* The value of the two hexadecimal digits that `text` starts with, -1 when it does not start with two. */
int hex_decode(const char *text)
{
    int high = digit(text);
    if (high < 0)
        return -1;
    int low = digit(text + 1);
    return low < 0 ? -1 : high * 16 + low;
}
