#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct statistics {
    unsigned count;
    unsigned sum;
};

static int width_of(const char *name)
{
    if (!strcmp(name, "none"))
        return 0;
    return (int)strlen(name) * 8;
}

/* class: division-by-zero */
int mean_of_what_is_positive(const int *items, int n)
{
    int sum = 0, count = 0;
    for (int i = 0; i < n; i++)
        if (items[i] > 0) {
            sum += items[i];
            count++;
        }
    return sum / count; /* expect: cet-division-by-zero */
}

/* class: division-by-zero */
unsigned goes_on_after_the_test(unsigned total, unsigned parts)
{
    if (parts == 0)
        fprintf(stderr, "no parts\n");
    return total / parts; /* expect: cet-division-by-zero */
}

/* class: division-by-zero */
unsigned a_field(struct statistics *s)
{
    if (!s->count)
        puts("nothing counted");
    return s->sum / s->count; /* expect: cet-division-by-zero */
}

/* class: division-by-zero */
size_t average_width(size_t width, const char *text)
{
    return width / strlen(text); /* expect: cet-division-by-zero */
}

/* class: division-by-zero */
int of_a_function_that_may_return_zero(const char *name, int bits)
{
    return bits % width_of(name); /* expect: cet-division-by-zero */
}

/* class: division-by-zero */
int set_on_some_paths(int kind, int total)
{
    int by = 0;
    if (kind == 1)
        by = 4;
    else if (kind == 2)
        by = 8;
    total /= by; /* expect: cet-division-by-zero */
    return total;
}

/* class: division-by-zero */
int with_a_goto(int total, int parts)
{
    if (parts != 0)
        goto divide;
    puts("no parts");
divide:
    return total / parts; /* expect: cet-division-by-zero */
}

/* class: division-by-zero */
int by_what_the_command_line_says(char **argv)
{
    int parts = atoi(argv[1]);
    return 1000 / parts; /* expect: cet-division-by-zero */
}
