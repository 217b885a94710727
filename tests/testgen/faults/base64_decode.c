/* fault: base64_decode, out-of-bounds
 * The table has 80 entries, from '+' to 'z'; nobody looks whether the character lies behind the last one. */
#include <stddef.h>

static int decode_value(char character)
{
    static const signed char decoding[80] = {
        62, -1, -1, -1, 63, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, -1, -1, -1, -2, -1, -1, -1, 0,  1,  2,  3,  4,
        5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, -1, -1, -1, -1, -1, -1,
        26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51};
    int index = (unsigned char)character - 43;
#ifdef REPAIRED
    if (index < 0 || index >= (int)sizeof decoding)
        return -1;
#else
    if (index < 0)
        return -1;
#endif
    return decoding[index];
}

/* Decodes the characters of `text` up to its end or the first '='; what is not of the alphabet is skipped. Writes at
 * most `room` bytes to `out` and returns how many. */
size_t base64_decode(const char *text, unsigned char *out, size_t room)
{
    unsigned int bits = 0;
    int count = 0;
    size_t written = 0;
    for (; *text && *text != '='; text++) {
        int value = decode_value(*text);
        if (value < 0)
            continue;
        bits = bits << 6 | (unsigned int)value;
        count += 6;
        if (count < 8)
            continue;
        count -= 8;
        if (written == room)
            break;
        out[written++] = (unsigned char)(bits >> count);
    }
    return written;
}
