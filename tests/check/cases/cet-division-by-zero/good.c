#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct statistics {
    unsigned count;
    unsigned sum;
};

int mean_of_what_is_positive(const int *items, int n)
{
    int sum = 0, count = 0;
    for (int i = 0; i < n; i++)
        if (items[i] > 0) {
            sum += items[i];
            count++;
        }
    return count ? sum / count : 0;
}

unsigned leaves_after_the_test(unsigned total, unsigned parts)
{
    if (parts == 0)
        return 0;
    return total / parts;
}

unsigned of_a_parameter(unsigned total, unsigned parts)
{
    return total / parts;
}

unsigned is_asserted(unsigned total, unsigned parts)
{
    assert(parts > 0);
    return total / parts;
}

unsigned mended(unsigned total, unsigned parts)
{
    if (parts == 0)
        parts = 1;
    return total / parts;
}

unsigned with_an_early_and(struct statistics *s)
{
    return s->count != 0 && s->sum / s->count > 10;
}

int starts_at_one(int total, int n)
{
    int parts = 1;
    for (int i = 0; i < n; i++)
        parts++;
    return total / parts;
}

/* bytes is not 0: neither is size. */
size_t guarded_by_a_product(size_t items, size_t size, size_t (*get)(size_t))
{
    size_t bytes = items * size;
    if (size && bytes / size != items)
        return 0;
    return bytes ? get(bytes) / size : 0;
}

size_t of_a_text_that_is_known(const char *text, size_t width)
{
    if (!*text)
        return 0;
    return width / strlen(text);
}

double of_floats(double sum, double count)
{
    if (count == 0)
        puts("infinite");
    return sum / count;
}

int every_way_out_but_one(int kind, int total)
{
    int by;
    switch (kind) {
    case 0:
        by = 2;
        break;
    case 1:
        by = 4;
        break;
    default:
        return -1;
    }
    return total % by;
}

unsigned greatest_common_divisor(unsigned a, unsigned b)
{
    while (b != 0) {
        unsigned rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

int remembers_that_there_is_one(const int *items, int n, int total)
{
    int by = 0, is_found = 0;
    for (int i = 0; i < n && !is_found; i++)
        if (items[i] > 0) {
            by = items[i];
            is_found = 1;
        }
    if (!is_found)
        return -1;
    return total / by;
}

int by_what_the_command_line_may_say(char **argv)
{
    int parts = atoi(argv[1]);
    return parts > 0 ? 1000 / parts : 0;
}

int of_any_number_but_zero(char **argv)
{
    long parts = strtol(argv[1], NULL, 10);
    if (!parts)
        return -1;
    return (int)(1000 / parts);
}

/* 0 comes of 0 only. */
static unsigned bits_of(unsigned value)
{
    unsigned bits = 0;
    if (value == 0)
        return 0;
    for (; value; value >>= 1)
        bits++;
    return bits;
}

unsigned drawn(unsigned size, unsigned number)
{
    unsigned bits = bits_of(size);
    return number % bits;
}
