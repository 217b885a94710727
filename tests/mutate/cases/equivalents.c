/* Changes that the optimiser sees through, each with a twin that no test below kills but another one would. */
static unsigned sum_below(const unsigned char *at, unsigned length)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < length; i++)
        sum += at[i];
    return sum;
}

static int is_below_unsigned(unsigned value)
{
    if (value > 0)
        return 1;
    return 0;
}

static int maximum(int a, int b)
{
    if (a > b)
        return a;
    return b;
}

static int depth(int n)
{
    if (n <= 0)
        return 0;
    return depth(n - 1) + 1 * 1;
}

#define ABSOLUTE(x) ((x) < 0 ? -(x) : (x))

static int both(int a, int b)
{
    return ABSOLUTE(a) + b;
}

static int other(int a)
{
    return ABSOLUTE(a);
}

static int waits(unsigned n)
{
    while (n > 0)
        n--;
    return 1;
}

static int is_positive(int value)
{
    if (value > 0)
        return 1;
    return 0;
}

static int is_first_larger(int a, int b)
{
    return a > b;
}

#define EXCEEDS_ZERO(x) ((x) > 0)

static int is_set(unsigned value)
{
    return EXCEEDS_ZERO(value);
}

static int is_above(int value)
{
    return EXCEEDS_ZERO(value);
}

static int nothing_of(int value)
{
    return 0 * value;
}

int main(void)
{
    unsigned char bytes[4] = {1, 2, 3, 4};
    if (sum_below(bytes, 3) != 6)
        return 1;
    if (!is_below_unsigned(1) || is_below_unsigned(0))
        return 2;
    if (maximum(1, 2) != 2 || maximum(2, 1) != 2)
        return 3;
    if (depth(3) != 3 || both(-1, 2) != 3 || other(-4) != 4 || waits(3) != 1)
        return 4;
    if (is_positive(0) || !is_positive(1) || is_first_larger(1, 2) || !is_first_larger(2, 1))
        return 5;
    if (is_set(0) || !is_set(1) || is_above(0) || !is_above(1) || nothing_of(3))
        return 6;
    return 0;
}

/* mutant: 5 relational-equality equivalent */
/* mutant: 5 relational-boundary killed */
/* mutant: 12 relational-equality equivalent */
/* mutant: 12 relational-boundary duplicate */
/* mutant: 19 relational-boundary equivalent */
/* mutant: 19 relational-negation killed */
/* mutant: 28 arithmetic-inverse equivalent */
/* mutant: 26 relational-equality survived */
/* mutant: 31 relational-boundary equivalent */
/* mutant: 31 relational-negation killed */
/* mutant: 45 relational-equality equivalent */
/* mutant: 45 relational-boundary timeout */
/* mutant: 59 relational-boundary survived */
/* mutant: 62 relational-equality survived */
/* mutant: 76 arithmetic-inverse survived */
/* mutant: 52 relational-equality survived */
