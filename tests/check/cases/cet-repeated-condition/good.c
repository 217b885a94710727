#include <math.h>
#include <stdio.h>
#include <string.h>

#define IS_SAME(a, b) ((a) == (b))
#define FLAG_A 1u
#define FLAG_B 1u
#define BITS 8
#define WIDTH 8

int next(void);

const char *other_values(int status)
{
    if (status == 1)
        return "one";
    else if (status == 2)
        return "two";
    return "";
}

/* Each call may bring another answer. */
int calls(void)
{
    if (next() == 'a')
        return 1;
    else if (next() == 'a')
        return 2;
    return next() == next();
}

int moves_on(const char *text)
{
    if (*text++ == '-' && *text++ == '-')
        return 1;
    return 0;
}

/* What is between the two changes it. */
int reads_in_between(FILE *file)
{
    int c = getc(file);
    if (c == 'a')
        return 1;
    else if ((c = getc(file)) == EOF)
        return 2;
    else if (c == 'a')
        return 3;
    return 0;
}

int is_not_a_number(double value)
{
    return value != value;
}

int macro_compares(int n)
{
    return IS_SAME(n, n);
}

/* Other names, of one value today. */
unsigned flags(unsigned set)
{
    if (set & FLAG_A)
        return 1;
    else if (set & FLAG_B)
        return 2;
    return BITS - WIDTH;
}

/* Somebody else writes it. */
int is_settled(const volatile int *port)
{
    return *port == *port;
}

int later_again(int n)
{
    if (n > 3)
        n -= 3;
    if (n > 3)
        n -= 3;
    return n;
}

int in_groups(int a, int b, int c)
{
    return (a && b) || (a && c) || (b && c);
}
