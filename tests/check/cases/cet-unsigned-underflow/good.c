#include <stdio.h>
#include <string.h>

struct buffer {
    size_t length, used;
    char data[100];
};

void counts_down(const int *items, unsigned n)
{
    for (unsigned i = n; i-- > 0;)
        printf("%d\n", items[i]);
    for (int i = (int)n - 1; i >= 0; i--)
        printf("%d\n", items[i]);
    for (unsigned i = n; i > 0; i--)
        printf("%d\n", items[i - 1]);
}

void goes_up(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (i + 1 >= 0 + n)
            putchar(text[i]);
}

int leaves_after_the_test(struct buffer *buffer, const char *from)
{
    if (buffer->used > buffer->length)
        return -1;
    size_t left = buffer->length - buffer->used;
    memcpy(buffer->data, from, left);
    return 0;
}

size_t of_parameters(size_t size, size_t used)
{
    size_t left = size - used;
    return left;
}

size_t the_smaller_one(size_t size, size_t used)
{
    size_t left = used < size ? size - used : 0;
    return left;
}

size_t inside_a_loop(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        size_t left = length - at;
        at += strnlen(text + at, left) + 1;
    }
    return at;
}

int compares_neighbours(const int *items, size_t n)
{
    if (n == 0)
        return 1;
    for (size_t i = 0; i < n - 1; i++)
        if (items[i] > items[i + 1])
            return 0;
    return 1;
}

void cuts_the_line_feed(FILE *in)
{
    char line[80];
    while (fgets(line, sizeof line, in)) {
        size_t length = strlen(line);
        if (length > 0 && line[length - 1] == '\n')
            line[length - 1] = '\0';
        puts(line);
    }
}

void looks_first(FILE *in)
{
    char line[80];
    while (fgets(line, sizeof line, in)) {
        if (line[0] == '\0')
            continue;
        line[strlen(line) - 1] = '\0';
        puts(line);
    }
}

/* Both ends in one test. */
int is_lower(unsigned c)
{
    if (c == 0)
        puts("end");
    return c - 'a' < 26u;
}

/* A distance on a ring. */
unsigned ticks_between(unsigned from, unsigned to)
{
    if (to < from)
        puts("wrapped");
    return (to - from) & 0xffff;
}

unsigned counts_what_is_left(unsigned n)
{
    unsigned sum = 0;
    while (n--)
        sum += n;
    return sum;
}

int compares_the_length(FILE *in)
{
    char line[80];
    if (!fgets(line, sizeof line, in))
        return -1;
    return strlen(line) > 0 ? line[strlen(line) - 1] : 0;
}

void moves_the_end(struct buffer *buffer, size_t old_size, size_t new_size)
{
    if (old_size > new_size)
        puts("shrinks");
    size_t grown = new_size - old_size;
    buffer->length += grown;
}
