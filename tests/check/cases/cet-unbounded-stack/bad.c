#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* class: stack-unbounded */
int copies(const char *text, int length)
{
    char copy[length + 1]; /* expect: cet-unbounded-stack */
    memcpy(copy, text, (size_t)length);
    copy[length] = '\0';
    return puts(copy);
}

/* class: stack-unbounded */
double median(const double *values, size_t n)
{
    double sorted[n]; /* expect: cet-unbounded-stack */
    memcpy(sorted, values, sizeof sorted);
    return sorted[n / 2];
}

/* class: stack-unbounded */
void prints(const char *text)
{
    char *copy = alloca(strlen(text) + 1); /* expect: cet-unbounded-stack */
    puts(strcpy(copy, text));
}

/* class: stack-unbounded */
int of_a_matrix(int rows, int columns)
{
    int matrix[rows][4]; /* expect: cet-unbounded-stack */
    memset(matrix, 0, sizeof matrix);
    return matrix[0][0] + columns;
}

/* class: stack-unbounded */
int as_large_as_the_text_says(const char *text)
{
    size_t n = strtoul(text, NULL, 10);
    if (n == 0)
        return -1;
    unsigned char block[n]; /* expect: cet-unbounded-stack */
    memset(block, 0, n);    // NOLINT(cet-tainted-size)
    return block[n - 1];
}
