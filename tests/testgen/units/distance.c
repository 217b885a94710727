/* Some calls never come back from the file that it is linked with. */
unsigned ring_steps(unsigned from, unsigned to);

int distance(unsigned char from, unsigned char to)
{
    if (from > to)
        return -1;
    return (int)ring_steps(from, to);
}
