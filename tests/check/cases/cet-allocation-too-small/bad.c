#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct small {
    int a;
};

struct large {
    int a[16];
};

struct table {
    int32_t *values;
    size_t count;
};

void *xmalloc(size_t size);

struct large *wrong_type(void)
{
    struct large *p = malloc(sizeof(struct small)); /* expect: cet-allocation-too-small */
    return p;
}

double *wrong_element(size_t n)
{
    double *values = malloc(n * sizeof(float)); /* expect: cet-allocation-too-small */
    return values;
}

int wrong_element_of_calloc(struct table *table, size_t n)
{
    table->values = calloc(n, sizeof(int16_t)); /* expect: cet-allocation-too-small */
    if (!table->values)
        return -1;
    table->count = n;
    return 0;
}

struct large *returned(void)
{
    return xmalloc(sizeof(struct small)); /* expect: cet-allocation-too-small */
}

char *duplicate(const char *text)
{
    char *copy = malloc(strlen(text)); /* expect: cet-allocation-too-small */
    if (copy)
        strcpy(copy, text);
    return copy;
}

char *join(const char *first, const char *second)
{
    char *both = (char *)malloc(strlen(first) + strlen(second)); /* expect: cet-allocation-too-small */
    if (!both)
        return NULL;
    strcpy(both, first);
    strcat(both, second);
    return both;
}

char *with_length(const char *text)
{
    size_t length = strlen(text);
    char *copy = malloc(length); /* expect: cet-allocation-too-small */
    if (!copy)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *with_length_and_one(const char *text)
{
    size_t length = strlen(text);
    char *copy = malloc(length); /* expect: cet-allocation-too-small */
    if (copy != NULL)
        memcpy(copy, text, length + 1);
    return copy;
}

char *misplaced(const char *text)
{
    char *copy = malloc(strlen(text + 1)); /* expect: cet-allocation-too-small */
    return copy ? strcpy(copy, text) : NULL;
}

int *count_as_bytes(size_t n)
{
    int *values = malloc(n); /* expect: cet-allocation-too-small */
    if (!values)
        return NULL;
    for (size_t i = 0; i < n; i++)
        values[i] = 0;
    return values;
}

int count_of_field_as_bytes(struct table *table)
{
    table->values = malloc(table->count); /* expect: cet-allocation-too-small */
    if (!table->values)
        return -1;
    for (size_t i = 0; i < table->count; ++i)
        table->values[i] = -1;
    return 0;
}

int *copy_of_values(const int *values, size_t n)
{
    int *copy = malloc(n); /* expect: cet-allocation-too-small */
    if (copy)
        memcpy(copy, values, n * sizeof *values);
    return copy;
}

int *ten(void)
{
    int *values = malloc(10); /* expect: cet-allocation-too-small */
    for (int i = 0; values && i < 10; i++)
        values[i] = i;
    for (int i = 0; i < 10; i++)
        *(values + i) += 1;
    return values;
}

struct text {
    char *bytes;
    size_t length;
};

int length_in_a_field(struct text *text, const char *from)
{
    text->length = strlen(from);
    text->bytes = malloc(text->length); /* expect: cet-allocation-too-small */
    if (!text->bytes)
        return -1;
    strcpy(text->bytes, from);
    return 0;
}
