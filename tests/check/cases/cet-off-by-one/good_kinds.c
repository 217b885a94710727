static const unsigned short mask_bits[17] = {0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1023};

struct code {
    unsigned char bits;
    unsigned short base;
};

/* 31 and 32 are marks; the number of bits below them is another matter. */
unsigned decode(const struct code *code, unsigned long window)
{
    unsigned bits = code->bits;
    if (bits == 32)
        return 0;
    if (bits < 31)
        return code->base + ((unsigned)window & mask_bits[bits]);
    return 1;
}
