/* Evaluation order, side effects and types: what a mutant must not evaluate it does not. */
static int calls;
static int count(void)
{
    calls++;
    return 2;
}

static int once(void)
{
    return count();
}

static unsigned halve(unsigned a, unsigned b)
{
    return a / b;
}

static double scale(double x)
{
    return x * 2 - 1;
}

static const char *skip(const char *text, int n)
{
    return text + n;
}

static int spin(int n)
{
    int i = 0;
    while (i < n)
        i = i + 1;
    return i;
}

int main(void)
{
    int first = once();
    int ok = first == 2 && calls == 1;
    ok = ok && halve(9, 3) == 3 && scale(3) == 5 && *skip("abc" + 1, 1) == 'c';
    return ok && spin(4) == 4 ? 0 : 1;
}
/* mutant: 11 return-zero killed */
/* mutant: 16 arithmetic-inverse killed */
/* mutant: 21 arithmetic-inverse killed */
/* mutant: 26 arithmetic-inverse killed */
/* mutant: 32 relational-boundary killed */
/* mutant: 33 arithmetic-inverse timeout */
/* mutant: 33 constant-zero timeout */
