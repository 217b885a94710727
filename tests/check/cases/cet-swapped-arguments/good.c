#include <string.h>

struct area {
    int width, height;
};

void resize(struct area *area, int width, int height);
int compare_names(const char *left, const char *right);
int overlaps(const struct area *first, const struct area *second);
int move(int from, int to);
int add(int a, int b);
long scale(long value, long factor1, long factor2);

void in_order(struct area *area, int width, int height)
{
    resize(area, width, height);
}

/* Turning it round is what it is for. */
int compare_descending(const char *left, const char *right)
{
    return compare_names(right, left);
}

/* Both orders. */
int touch(const struct area *first, const struct area *second)
{
    int count = overlaps(first, second);
    count += overlaps(second, first);
    return count;
}

/* In the order of their size. */
int moves_up(int from, int to)
{
    int status = 0;
    if (from > to)
        status = move(to, from);
    return status;
}

/* The names say nothing. */
int sum(int a, int b)
{
    int total = add(b, a);
    return total;
}

long scaled(long value, long factor1, long factor2)
{
    long result = scale(value, factor2, factor1);
    return result;
}

int hanoi(int count, int from, int to, int spare)
{
    if (count == 0)
        return 0;
    return hanoi(count - 1, from, spare, to) + 1 + hanoi(count - 1, spare, to, from);
}

/* One name fits, the other is something else. */
void square(struct area *area, int height, int depth)
{
    resize(area, height, depth);
}

void rotated(struct area *area, int width, int height)
{
    int rotated_width = height, rotated_height = width;
    resize(area, rotated_width, rotated_height);
}
