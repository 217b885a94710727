/* Conditions: inverted, constant, not evaluated; of macros, pointers, floats, bit-fields and volatile values. */
#define IS_SMALL(x) ((x) < 10)
#define EITHER(a, b) ((a) || (b))
#define WHEN(c) if (c)
#define CHECKED(c)                                                                                                     \
    do {                                                                                                               \
        if (!(c))                                                                                                      \
            bad++;                                                                                                     \
    } while (0)

struct flags {
    unsigned a : 1;
    signed b : 3;
};
static volatile int seen;
static int bad, calls;

static int touch(int x)
{
    calls++;
    return x;
}

static int pick(int x, const char *text, double ratio)
{
    int result = 0;
    if (x)
        result += 1;
    if (text)
        result += 2;
    if (ratio)
        result += 4;
    if (touch(x))
        result += 8;
    WHEN(x > 1) result += 16;
    if (IS_SMALL(x))
        result += 32;
    if (EITHER(x == 3, text))
        result += 64;
    return result;
}

static int fields(struct flags f)
{
    return (f.a ? 1 : 2) + (f.b ? 4 : 8) + (seen ? 16 : 32);
}

static int count(int n)
{
    int i = 0, total = 0;
    while (n) {
        total++;
        n--;
    }
    for (i = 0; touch(i < 3); i++)
        total += 2;
    do
        total += 100;
    while (total < 50);
    return total;
}

static int nested(int a, int b)
{
    return a ? b ? 1 : 2 : b ? 3 : 4;
}

static int elvis(int a)
{
    return a ?: 7;
}

int main(void)
{
    CHECKED(pick(2, "x", 0.5) == 1 + 2 + 4 + 8 + 16 + 32 + 64);
    CHECKED(pick(0, 0, 0) == 32);
    CHECKED(pick(20, 0, -1) == 1 + 4 + 8 + 16);
    CHECKED(fields((struct flags){1, 0}) == 1 + 8 + 32 && fields((struct flags){0, -1}) == 2 + 4 + 32);
    CHECKED(count(2) == 108);
    CHECKED(nested(1, 1) == 1 && nested(1, 0) == 2 && nested(0, 1) == 3 && nested(0, 0) == 4);
    CHECKED(elvis(3) == 3 && elvis(0) == 7);
    CHECKED(calls == 3 + 4);
    return bad;
}
/* mutant: 27 negation-insertion killed */
/* mutant: 27 condition-true killed */
/* mutant: 27 condition-false killed */
/* mutant: 29 negation-insertion killed */
/* mutant: 31 negation-insertion killed */
/* mutant: 33 condition-true killed */
/* mutant: 35 condition-true killed */
/* mutant: 36 condition-true killed */
/* mutant: 38 condition-false killed */
/* mutant: 45 condition-false killed */
/* mutant: 51 condition-false killed */
/* mutant: 55 condition-false killed */
/* mutant: 70 negation-insertion ignored */
/* mutant: 7 condition-true killed */
