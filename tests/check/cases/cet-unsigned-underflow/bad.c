#include <stdio.h>
#include <string.h>

struct buffer {
    size_t length, used;
    char data[100];
};

/* class: unsigned-underflow */
void counts_down_for_ever(const int *items, unsigned n)
{
    for (unsigned i = n - 1; i >= 0; i--) /* expect: cet-unsigned-underflow */
        printf("%d\n", items[i]);
}

/* class: unsigned-underflow */
int steps_inside_the_condition(const char *text, size_t at)
{
    while (--at >= 0) /* expect: cet-unsigned-underflow */
        if (text[at] == '/')
            return 1;
    return 0;
}

/* class: unsigned-underflow */
void steps_in_the_body(const char *text, size_t n)
{
    size_t i = n;
    while (i >= 0 && text[i] != '/') { /* expect: cet-unsigned-underflow */
        putchar(text[i]);
        i -= 1;
    }
}

/* class: unsigned-underflow */
void goes_on_after_the_test(struct buffer *buffer, const char *from)
{
    if (buffer->used > buffer->length)
        puts("too much");
    size_t left = buffer->length - buffer->used; /* expect: cet-unsigned-underflow */
    memcpy(buffer->data, from, left);
}

/* class: unsigned-underflow */
size_t room(size_t size, size_t used)
{
    if (size < used)
        fprintf(stderr, "overrun\n");
    return strlen(memset((char[64]){0}, 'x', size - used)); /* expect: cet-unsigned-underflow */
}

/* class: unsigned-underflow */
int compares_neighbours(const int *items, size_t n)
{
    if (n == 0)
        puts("no items");
    for (size_t i = 0; i < n - 1; i++) /* expect: cet-unsigned-underflow */
        if (items[i] > items[i + 1])
            return 0;
    return 1;
}

/* class: unsigned-underflow */
void cuts_the_line_feed(FILE *in)
{
    char line[80];
    while (fgets(line, sizeof line, in)) {
        line[strlen(line) - 1] = '\0'; /* expect: cet-unsigned-underflow */
        puts(line);
    }
}

/* class: unsigned-underflow */
void in_small_steps(int *items, size_t n)
{
    size_t i;
    for (i = n - 1; i >= 0; i = i - 1) /* expect: cet-unsigned-underflow */
        items[i] = 0;
}

/* class: unsigned-underflow */
size_t cuts_blanks(const char *text)
{
    size_t n = strlen(text);
    if (n == 0)
        puts("empty");
    while (text[n - 1] == ' ') /* expect: cet-unsigned-underflow */
        n--;
    return n;
}
