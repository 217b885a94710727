#include <stdio.h>
#include <string.h>

struct buffer {
    char *bytes;
    size_t length;
    size_t start;
};

void drop_front(struct buffer *buffer, size_t n)
{
    memcpy(buffer->bytes, buffer->bytes + n, buffer->length); /* expect: cet-overlapping-copy */
    buffer->length -= n;
}

void insert_gap(char *text, size_t length)
{
    memcpy(text + 1, text, length); /* expect: cet-overlapping-copy */
    text[0] = ' ';
}

void remove_element(int *items, size_t count)
{
    memcpy(&items[0], &items[1], count * sizeof *items); /* expect: cet-overlapping-copy */
}

void constant_overlap(void)
{
    static char line[64];
    memcpy(line, line + 4, 32); /* expect: cet-overlapping-copy */
}

void skip_first(char *text)
{
    if (text[0] == '/')
        strcpy(text, text + 1); /* expect: cet-overlapping-copy */
}

void skip_many(char *text, size_t n)
{
    strcpy(text, &text[n]); /* expect: cet-overlapping-copy */
}

void append(char *text, const char *more)
{
    sprintf(text, "%s%s", text, more); /* expect: cet-overlapping-copy */
}

void append_bounded(struct buffer *buffer, int value)
{
    snprintf(buffer->bytes, buffer->length, "%s,%d", buffer->bytes, value); /* expect: cet-overlapping-copy */
}

void twice(char *text)
{
    strcat(text, text); /* expect: cet-overlapping-copy */
}
