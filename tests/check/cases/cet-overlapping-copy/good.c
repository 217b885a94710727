#include <stdio.h>
#include <string.h>

struct buffer {
    char *bytes;
    size_t length;
};

struct page {
    char head[16];
    char body[64];
};

void drop_front(struct buffer *buffer, size_t n)
{
    memmove(buffer->bytes, buffer->bytes + n, buffer->length - n);
    buffer->length -= n;
}

/* The distance is the length. */
void double_it(char *bytes, size_t n)
{
    memcpy(bytes + n, bytes, n);
}

void second_half(void)
{
    static char line[64];
    memcpy(line, line + 32, 32);
}

/* The function asks whether the parts are clear of each other. */
void copy_back(unsigned char *out, size_t distance, size_t length)
{
    if (distance >= length)
        memcpy(out, out - distance, length);
    else
        memmove(out, out - distance, length);
}

void rows(int *table, size_t width, size_t from, size_t to)
{
    memcpy(table + to * width, table + from * width, width * sizeof *table);
}

void other_member(struct page *page)
{
    memcpy(page->body, page->head, sizeof page->head);
}

int append(char *text, size_t size, const char *more)
{
    size_t length = strlen(text);
    return snprintf(text + length, size - length, "%s", more);
}

int printed_elsewhere(char *out, size_t size, const char *text)
{
    return snprintf(out, size, "%s%s", text, text);
}

int another_element(char (*lines)[32], size_t i)
{
    return snprintf(lines[i], sizeof lines[i], "%.31s", lines[i + 1]);
}
