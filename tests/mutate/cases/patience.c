/* What makes a very short program take some tens of milliseconds is no hang, and some ten thousand rounds of a loop are none. */
/* mutant: 24 constant-one survived */
/* mutant: 14 constant-increment survived */
static void wait_for(unsigned long rounds)
{
    for (volatile unsigned long i = 0; i != rounds; i++)
        ;
}

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
    /* Memory that cannot be had, asked for half as much again and again, took libcsv as long. */
    count_below(1);
    wait_for(0 * 150000000ul);
    return 0;
}
