#include <stdio.h>
#include <string.h>

struct point {
    int x, y, z;
};

/* A list of calls is a table. */
void add_names(void (*add)(const char *, int))
{
    add("alpha", 1);
    add("beta", 2);
    add("gamma", 3);
    add("delta", 4);
    add("epsilon", 5);
    add("zeta", 6);
    add("eta", 7);
    add("theta", 8);
    add("iota", 9);
    add("kappa", 10);
    add("lambda", 11);
    add("mu", 12);
    add("nu", 13);
    add("xi", 14);
    add("omicron", 15);
    add("pi", 16);
    add("rho", 17);
    add("sigma", 18);
    add("tau", 19);
    add("upsilon", 20);
    add("phi", 21);
    add("chi", 22);
    add("psi", 23);
    add("omega", 24);
    add("alif", 25);
    add("ba", 26);
    add("ta", 27);
    add("jim", 28);
    add("dal", 29);
    add("ra", 30);
}

/* So are assignments, and flat cases. */
int fields(struct point *p, int which)
{
    switch (which) {
    case 0:
        p->x = 1;
        return p->x + 1;
    case 1:
        p->x = 2;
        return p->x + 2;
    case 2:
        p->x = 3;
        return p->x + 3;
    case 3:
        p->x = 4;
        return p->x + 4;
    case 4:
        p->x = 5;
        return p->x + 5;
    case 5:
        p->x = 6;
        return p->x + 6;
    case 6:
        p->x = 7;
        return p->x + 7;
    case 7:
        p->x = 8;
        return p->x + 8;
    case 8:
        p->x = 9;
        return p->x + 9;
    default:
        return 0;
    }
}

/* Tables with the same values are data. */
int first_table(int i)
{
    static const int values[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
                                 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44,
                                 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66};
    if (i < 0)
        i = 0;
    printf("%d\n", i);
    return values[i];
}

int second_table(int i)
{
    static const int values[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
                                 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44,
                                 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66};
    if (i < 0)
        i = 0;
    printf("%d\n", i);
    return values[i];
}

/* Alike at first sight, but the names do not stand for the same throughout. */
int distance(const struct point *a, const struct point *b, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        if (a[i].x > b[i].x)
            sum += a[i].x - b[i].x;
        if (a[i].y > b[i].y)
            sum += a[i].y - b[i].y;
        if (a[i].z > b[i].z)
            sum += a[i].z - b[i].z;
        if (sum > n)
            sum -= n;
    }
    return sum;
}

int overlap(const struct point *a, const struct point *b, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        if (a[i].x > b[i].x)
            sum += b[i].x - a[i].x;
        if (b[i].y > a[i].y)
            sum += a[i].y - b[i].y;
        if (a[i].z > a[n].z)
            sum += b[i].z - b[n].z;
        if (n > sum)
            sum -= n;
    }
    return sum;
}

/* Short: two such loops are no reason for a function. */
int length_of(const char *text)
{
    int n = 0;
    while (*text++)
        n++;
    return n;
}

int size_of(const char *word)
{
    int k = 0;
    while (*word++)
        k++;
    return k;
}

/* A macro writes it once. */
#define SCALE(p)                                                                                                       \
    do {                                                                                                               \
        (p)->x = (p)->x * 3 + (p)->y * 5 - (p)->z * 7;                                                                 \
        (p)->y = (p)->y * 2 + (p)->x * 4 - (p)->z * 6;                                                                 \
        if ((p)->x > (p)->y)                                                                                           \
            (p)->z = (p)->x - (p)->y + (p)->z * 11;                                                                    \
        else                                                                                                           \
            (p)->z = (p)->y - (p)->x + (p)->z * 13;                                                                    \
    } while (0)

void scale_here(struct point *p)
{
    SCALE(p);
}

void scale_there(struct point *q)
{
    SCALE(q);
}
