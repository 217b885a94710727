#define TWICE(x) 2 * x                         /* expect: cet-macro-parentheses */
#define AREA(width, height) width * height     /* expect: cet-macro-parentheses */
#define SUM(a, b) (a) + (b)                    /* expect: cet-macro-parentheses */
#define IS_EVEN(n) (n % 2 == 0)                /* expect: cet-macro-parentheses */
#define LIMIT 100 + 1                          /* expect: cet-macro-parentheses */
#define FLAG_A 1 << 3                          /* expect: cet-macro-parentheses */
#define NEGATED(x) (!x)                        /* expect: cet-macro-parentheses */
#define CHOOSE(a) (a) > 0 ? 1 : 2              /* expect: cet-macro-parentheses */
#define TO_UNSIGNED(x) (unsigned)x
#define NOT_A_NUMBER 0.0 / 0.0                 /* expect: cet-macro-parentheses */

int argument_torn(int n)
{
    return TWICE(n + 1); /* expect: cet-macro-parentheses */
}

int both_torn(int a, int b)
{
    return AREA(a + 1, b + 1); /* expect: cet-macro-parentheses */
}

int body_torn(int a, int b)
{
    return 2 * SUM(a, b); /* expect: cet-macro-parentheses */
}

int condition_torn(int flags)
{
    return IS_EVEN(flags | 1); /* expect: cet-macro-parentheses */
}

int constant_torn(int n)
{
    return n - LIMIT; /* expect: cet-macro-parentheses */
}

int negation_torn(int a, int b)
{
    return NEGATED(a == b); /* expect: cet-macro-parentheses */
}

int shift_torn(int flags)
{
    return flags + FLAG_A; /* expect: cet-macro-parentheses */
}

unsigned cast_torn(int a, int b)
{
    return TO_UNSIGNED(a + b) / 2u; /* expect: cet-macro-parentheses */
}

int choice_torn(int a)
{
    return 10 + CHOOSE(a); /* expect: cet-macro-parentheses */
}

/* Torn, and yet the same: the operand has the type of the cast. */
double cast_to_its_own_type(void)
{
    return (double)NOT_A_NUMBER;
}

float cast_to_another_type(void)
{
    return (float)NOT_A_NUMBER; /* expect: cet-macro-parentheses */
}
