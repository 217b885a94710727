#include <stdio.h>
#include <string.h>

enum shape { CIRCLE, SQUARE, TRIANGLE, LINE, POINT };

int corners(enum shape shape)
{
    switch (shape) {
    case CIRCLE:
        return 0;
    case SQUARE:
        return 4;
    case TRIANGLE:
        return 3;
    case LINE:
        return 2;
    case POINT:
        return 1;
    }
    return -1;
}

/* Ranges are no constants. */
int grade(int points)
{
    if (points > 90)
        return 1;
    else if (points > 80)
        return 2;
    else if (points > 70)
        return 3;
    else if (points > 60)
        return 4;
    else if (points == 60)
        return 5;
    return 6;
}

/* Another value each time. */
int first_set(int a, int b, int c, int d, int e)
{
    if (a == 1)
        return 'a';
    else if (b == 1)
        return 'b';
    else if (c == 1)
        return 'c';
    else if (d == 1)
        return 'd';
    else if (e == 1)
        return 'e';
    return 0;
}

/* Each question reads another character. */
int keyword(FILE *in)
{
    if (getc(in) == 'a')
        return 1;
    else if (getc(in) == 'b')
        return 2;
    else if (getc(in) == 'c')
        return 3;
    else if (getc(in) == 'd')
        return 4;
    else if (getc(in) == 'e')
        return 5;
    return 0;
}

/* Compared with what is no constant; a switch cannot. */
int position(int x, const int *limits)
{
    if (x == limits[0])
        return 0;
    else if (x == limits[1])
        return 1;
    else if (x == limits[2])
        return 2;
    else if (x == limits[3])
        return 3;
    else if (x == limits[4])
        return 4;
    return -1;
}

/* Nor can it compare floating-point numbers. */
int step(double x)
{
    if (x == 0.0)
        return 0;
    else if (x == 0.5)
        return 1;
    else if (x == 1.0)
        return 2;
    else if (x == 1.5)
        return 3;
    else if (x == 2.0)
        return 4;
    return -1;
}

/* Few. */
int small(const char *word)
{
    if (!strcmp(word, "on"))
        return 1;
    else if (!strcmp(word, "off"))
        return 0;
    else if (!strcmp(word, "auto"))
        return 2;
    return -1;
}

/* More than the value is asked. */
int both(int key, int shift)
{
    if (key == 'a' && shift)
        return 1;
    else if (key == 'b' && !shift)
        return 2;
    else if (key == 'c' && shift)
        return 3;
    else if (key == 'd' && !shift)
        return 4;
    else if (key == 'e' && shift)
        return 5;
    return 0;
}
