#include <math.h>
#include <stdio.h>

struct point {
    double x, y;
};

int sums_are_close(double a, double b, double c)
{
    return fabs(a + b - c) <= 1e-9 * fabs(c);
}

int is_not_a_number(double x)
{
    return x != x;
}

/* Stored, not computed. */
int is_same_point(struct point a, struct point b)
{
    return a.x == b.x && a.y == b.y;
}

int is_default(double scale)
{
    return scale == 1.0 || scale == -1;
}

int is_unset(double value)
{
    value *= 2;
    return value == 0.0;
}

int is_whole(double x)
{
    return x == floor(x) && x == (double)(long long)x;
}

double mark(double wanted)
{
    double limit = HUGE_VAL;
    if (wanted == limit)
        return 0;
    return wanted / 2;
}

int rounded_up(double x)
{
    double whole = floor(x);
    if (whole != x)
        whole += 1;
    return (int)whole;
}

int integers(int a, int b)
{
    return a + b == a * b;
}

/* Quarters are exact. */
void steps_in_quarters(void)
{
    for (double x = 0; x != 1; x += 0.25)
        printf("%f\n", x);
}
