/* A compressor's record of what it found, as a state whose parts only its owner would lay out. */
struct table {
    unsigned short *frequencies;
    unsigned size;
};

struct state {
    unsigned char *symbols;
    unsigned next, end;
    struct table literals, distances;
    unsigned long matches;
};

int tally(struct state *s, unsigned distance, unsigned literal)
{
    s->symbols[s->next++] = (unsigned char)distance;
    s->symbols[s->next++] = (unsigned char)(distance >> 8);
    s->symbols[s->next++] = (unsigned char)literal;
    if (distance == 0) {
        s->literals.frequencies[literal]++;
    } else {
        s->matches++;
        distance--;
        s->literals.frequencies[literal + 257]++;
        s->distances.frequencies[distance >> 7]++;
    }
    return s->next == s->end;
}
