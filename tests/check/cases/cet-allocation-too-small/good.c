#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct base {
    int kind;
};

struct derived {
    struct base base;
    char payload[32];
};

struct message {
    size_t length;
    char bytes[];
};

struct table {
    int32_t *values;
    size_t count;
};

void *xmalloc(size_t size);

/* Larger than what the pointer says: a struct that begins with it. */
struct base *new_derived(void)
{
    struct base *p = malloc(sizeof(struct derived));
    return p;
}

struct message *new_message(size_t length)
{
    struct message *m = malloc(sizeof *m + length);
    if (m)
        m->length = length;
    return m;
}

struct message *new_message_by_offset(size_t length)
{
    struct message *m = xmalloc(offsetof(struct message, bytes) + length);
    m->length = length;
    return m;
}

int make_table(struct table *table, size_t n)
{
    table->values = malloc(n * sizeof *table->values);
    if (!table->values)
        return -1;
    for (size_t i = 0; i < n; i++)
        table->values[i] = 0;
    table->count = n;
    return 0;
}

char *duplicate(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    if (copy)
        strcpy(copy, text);
    return copy;
}

char *join(const char *first, const char *second)
{
    size_t length = strlen(first) + strlen(second) + 1;
    char *both = malloc(length);
    if (!both)
        return NULL;
    strcpy(both, first);
    strcat(both, second);
    return both;
}

/* Bytes without a NUL, as a length goes with them. */
unsigned char *bytes_of(const char *text, size_t *ret_length)
{
    size_t length = strlen(text);
    unsigned char *bytes = malloc(length);
    if (!bytes)
        return NULL;
    memcpy(bytes, text, length);
    *ret_length = length;
    return bytes;
}

/* size is a number of bytes. */
uint32_t *words(size_t size)
{
    uint32_t *words = malloc(size);
    if (!words)
        return NULL;
    for (size_t i = 0; i < size / sizeof *words; i++)
        words[i] = 0;
    return words;
}

/* n is turned into bytes before. */
int *converted(size_t n)
{
    n *= sizeof(int);
    int *values = malloc(n);
    if (!values)
        return NULL;
    n /= sizeof(int);
    for (size_t i = 0; i < n; i++)
        values[i] = 0;
    return values;
}

char **pointers(size_t n)
{
    char **table = malloc((n + 1) * sizeof(char *));
    return table;
}
