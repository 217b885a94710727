#include <stddef.h>
#include <string.h>

unsigned read_short(const unsigned char *bytes);
unsigned long checksum(const unsigned char *bytes, size_t length);

/* One kind of record tests the length that was read, the other forgot. */
unsigned long record(int kind, const unsigned char *bytes)
{
    unsigned length = read_short(bytes + 2);
    switch (kind) {
    case 1:
        return length < 8 ? 0 : checksum(bytes + 8, length - 8);
    case 2:
        return checksum(bytes + 4, (size_t)(length - 4)); /* expect: cet-unsigned-underflow */
    default:
        return 0;
    }
}

void copy(int kind, unsigned char *out, const unsigned char *bytes)
{
    size_t length = read_short(bytes);
    if (kind == 1) {
        if (length >= 2)
            memcpy(out, bytes + 2, length - 2);
    } else {
        memcpy(out, bytes + 3, length - 3); /* expect: cet-unsigned-underflow */
    }
}

int last(int kind, const unsigned char *bytes)
{
    size_t length = read_short(bytes);
    if (kind == 0)
        return bytes[length - 2]; /* expect: cet-unsigned-underflow */
    if (length < 3)
        return -1;
    return bytes[length - 3];
}
