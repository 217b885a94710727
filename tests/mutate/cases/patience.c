/* Some ten thousand rounds of a loop are no hang, where the clean run has none. */
/* mutant: 7 constant-increment survived */
static int count_below(unsigned short end)
{
    int sum = 0;
    /* Behind 0 there are 65535. */
    const unsigned short last = end - 1;
    for (unsigned short i = 0; i < last; i++)
        sum += i;
    return sum;
}

int main(void)
{
    count_below(1);
    return 0;
}
