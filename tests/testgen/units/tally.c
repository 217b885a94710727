/* A compressor's record of what it found: who calls it must know how long its table is, and nothing else says so. */
struct table {
    unsigned short *frequencies;
    unsigned long matches;
};

unsigned tally(struct table *table, unsigned char length)
{
    table->frequencies[length + 257]++;
    table->matches++;
    return table->frequencies[length + 257];
}
