/* A change that lets the program reach a place often, where it never was, is no hang; nor is one of a place that is so hot that
 * counting there takes much longer than what is counted. */
/* mutant: 11 break-removal survived */
/* mutant: 22 statement-deletion timeout */
/* mutant: 32 bitwise-swap survived */
/* mutant: 32 constant-increment survived */
static void look(int kind)
{
    switch (kind) {
    case 1:
        break;
    default:
        break;
    }
}

static int count_down(int from)
{
    int steps = 0;
    for (unsigned i = 0; i < 40000; i++) look(1);
    while (from > 0) {
        from--;
        steps++;
    }
    return steps;
}

static unsigned hot(void)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < 4000000; i++)
        sum += i & 7;
    return sum;
}

int main(void)
{
    hot();
    return count_down(3) != 3;
}
