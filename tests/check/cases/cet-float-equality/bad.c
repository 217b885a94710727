#include <stdio.h>

struct point {
    double x, y;
};

/* class: float-equality */
int sums_are_equal(double a, double b, double c)
{
    return a + b == c; /* expect: cet-float-equality */
}

/* class: float-equality */
int counts_in_tenths(void)
{
    double x = 0;
    int n = 0;
    while (x != 0.3) { /* expect: cet-float-equality */
        x += 0.1;
        n++;
    }
    return n;
}

/* class: float-equality */
int is_on_line(struct point p, double slope, double offset)
{
    float y = (float)(slope * p.x + offset);
    if (y != p.y) /* expect: cet-float-equality */
        return 0;
    return 1;
}

/* class: float-equality */
double iterates_until_nothing_changes(double n)
{
    double guess = n;
    for (;;) {
        double next = (guess + n / guess) / 2;
        if (next == guess) /* expect: cet-float-equality */
            return next;
        guess = next;
    }
}

/* class: float-equality */
void steps_past_the_end(void)
{
    for (double x = 0; x != 1.0; x += 0.1) /* expect: cet-float-equality */
        printf("%f\n", x);
}
