#include <stdio.h>

/* A leftover that an older caller had. */
static int count_lines(const char *text) /* expect: cet-unused-function */
{
    int count = 0;
    for (; *text; text++)
        count += *text == '\n';
    return count;
}

/* It calls itself, and nobody else does. */
static unsigned digits(unsigned n) /* expect: cet-unused-function */
{
    return n < 10 ? 1 : 1 + digits(n / 10);
}

/* The program is complete: it has a main, and everything that is called is defined. */
void print_twice(const char *text) /* expect: cet-unused-function */
{
    puts(text);
    puts(text);
}

static inline int twice(int n) /* expect: cet-unused-function */
{
    return 2 * n;
}

int main(void)
{
    return puts("hello") == EOF;
}
