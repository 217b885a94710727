#include <stdint.h>
#include <stdlib.h>

struct image {
    int width, height;
};

unsigned char *allocates_an_image(int width, int height)
{
    if (width <= 0 || height <= 0)
        return NULL;
    return malloc((size_t)width * (size_t)height);
}

uint64_t milliseconds(unsigned seconds, unsigned per_second)
{
    return (uint64_t)seconds * per_second;
}

/* 65535 * 255 fits into int. */
size_t of_narrow_types(unsigned short rows, unsigned char columns)
{
    return (size_t)(rows * columns);
}

size_t tested_before(int width, int height)
{
    if (width < 0 || width > 10000 || height < 0 || height > 10000)
        return 0;
    return width * height;
}

size_t of_a_constant(int n)
{
    return (size_t)(n * 4);
}

size_t known(void)
{
    int rows = 20, columns = 80;
    return rows * columns;
}

long in_a_loop(const long *values)
{
    long sum = 0;
    for (int y = 0; y < 100; y++)
        for (int x = 0; x < 100; x++)
            sum += values[y * x] + (long)(y * x);
    return sum;
}

int stays_int(int a, int b)
{
    return a * b;
}

long with_a_sign(const char *text)
{
    int sign = 1, value = 0;
    if (*text == '-')
        sign = -1;
    for (; *text; text++)
        value = value + *text;
    return value * sign;
}
