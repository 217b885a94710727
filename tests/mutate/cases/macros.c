/* Tokens of macro bodies, arguments used twice, operands that the compiler folds. */
#define LARGER(a, b) ((a) > (b) ? (a) : (b))
#define TWICE(x) ((x) + (x))
#define LIMIT 3
#define KIND 7
extern void no_such_function(void);

static int larger(int a, int b)
{
    return LARGER(a, b);
}

static int twice(int a)
{
    return TWICE(a * 2);
}

static int folded(int x)
{
    if (sizeof(long) == 4 && x > LIMIT)
        no_such_function();
    return x;
}

static int kind(int x)
{
    switch (x) {
    case KIND:
        return 1;
    default:
        return KIND;
    }
}

int main(void)
{
    return larger(2, 5) == 5 && larger(4, 1) == 4 && twice(3) == 12 && folded(9) == 9 && kind(7) == 1 ? 0 : 1;
}
/* mutant: 2 relational-boundary survived */
/* mutant: 2 relational-negation killed */
/* mutant: 2 relational-constant killed */
/* mutant: 3 arithmetic-inverse killed */
/* mutant: 15 arithmetic-inverse killed */
/* mutant: 20 relational-negation killed */
/* mutant: 20 logical-left survived */
/* mutant: 20 logical-connector killed */
/* mutant: 5 constant-zero ignored */
/* mutant: 4 constant-zero no-coverage */
