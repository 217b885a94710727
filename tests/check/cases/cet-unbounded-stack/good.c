#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_VALUES 256

double median(const double *values, size_t n)
{
    if (n == 0 || n > MAX_VALUES)
        return 0;
    double sorted[n];
    memcpy(sorted, values, n * sizeof *sorted);
    return sorted[n / 2];
}

int of_a_constant(void)
{
    const int size = 64;
    char text[size];
    snprintf(text, sizeof text, "%d", size);
    return puts(text);
}

int small_by_its_type(unsigned char length)
{
    char text[length + 1];
    memset(text, 'x', length);
    text[length] = '\0';
    return puts(text);
}

/* The size of a parameter's type takes no room. */
int sums(int n, int values[n])
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

int only_as_much_as_allowed(const char *text)
{
    size_t length = strlen(text);
    if (length >= 200)
        return -1;
    char *copy = alloca(length + 1);
    return puts(strcpy(copy, text));
}

int masked(unsigned n)
{
    char text[(n & 63) + 1];
    memset(text, 0, sizeof text);
    return text[0];
}

int the_smaller_one(size_t wanted)
{
    size_t size = wanted < 128 ? wanted : 128;
    char text[size + 1];
    memset(text, 0, sizeof text);
    return text[0];
}

static unsigned digits_of(unsigned bytes)
{
    return bytes * 3 + 2;
}

int as_large_as_its_own_function_says(long number)
{
    unsigned length = digits_of(sizeof number);
    char text[length];
    snprintf(text, sizeof text, "%ld", number);
    return puts(text);
}
