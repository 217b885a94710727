/* Linked with distance.c. From an even place to an odd one it goes round for ever. */
unsigned ring_steps(unsigned from, unsigned to);

unsigned ring_steps(unsigned from, unsigned to)
{
    unsigned steps = 0;
    while (from != to) {
        from += 2;
        steps++;
    }
    return steps;
}
