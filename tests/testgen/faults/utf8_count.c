/* fault: utf8_count, out-of-bounds
 * The length that the first byte promises is believed, also where the text ends before it. */
#include <stddef.h>

static size_t sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if ((first & 0xe0) == 0xc0)
        return 2;
    if ((first & 0xf0) == 0xe0)
        return 3;
    return (first & 0xf8) == 0xf0 ? 4 : 1;
}

/* The number of characters in a text of UTF-8. Bytes that start no sequence count as one character each, and so does a
 * sequence that is cut short. */
size_t utf8_count(const char *text)
{
    size_t count = 0;
    while (*text) {
        size_t length = sequence_length((unsigned char)*text);
#ifdef REPAIRED
        for (size_t i = 1; i < length; i++)
            if (((unsigned char)text[i] & 0xc0) != 0x80)
                length = i;
#endif
        text += length;
        count++;
    }
    return count;
}
