/* A length that goes in and comes out, of memory that is written elsewhere; and a label of which nobody tells how long it
 * gets. */
#include <stddef.h>
#include <stdio.h>

struct sink {
    unsigned char *next;
    size_t left;
};

static int put(struct sink *sink, unsigned char byte)
{
    if (!sink->left)
        return -1;
    *sink->next++ = byte;
    sink->left--;
    return 0;
}

int pack(unsigned char *dest, size_t *destLen, const unsigned char *source, size_t sourceLen)
{
    struct sink sink = {.next = dest, .left = *destLen};
    for (size_t i = 0; i < sourceLen; i++)
        if (put(&sink, source[i] ^ 0x55))
            return -1;
    *destLen -= sink.left;
    return sourceLen > 2;
}

int label(char *out, unsigned number)
{
    return sprintf(out, "no. %u", number);
}
