#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* class: memory-leak-on-error */
int read_header(FILE *file, size_t length)
{
    char *buffer = malloc(length);
    if (!buffer)
        return -1;
    if (fread(buffer, 1, length, file) != length)
        return -1; /* expect: cet-memory-leak */
    int kind = buffer[0];
    free(buffer);
    return kind;
}

struct record {
    char *name;
    char *value;
};

struct record *record_new(const char *name, const char *value)
{
    struct record *record = malloc(sizeof *record);
    if (record == NULL)
        return NULL;
    record->name = strdup(name);
    if (record->name == NULL) {
        free(record);
        return NULL;
    }
    record->value = strdup(value);
    if (record->value == NULL) {
        free(record); /* expect: cet-memory-leak */
        return NULL;
    }
    return record;
}

int second_allocation_fails(size_t count)
{
    int *left = calloc(count, sizeof *left);
    int *right = calloc(count, sizeof *right);
    if (left == NULL || right == NULL)
        return -1; /* expect: cet-memory-leak */
    int sum = left[0] + right[0];
    free(left);
    free(right);
    return sum;
}

static char *join(const char *folder, const char *name)
{
    size_t length = strlen(folder) + strlen(name) + 2;
    char *path = malloc(length);
    if (!path)
        return NULL;
    snprintf(path, length, "%s/%s", folder, name);
    return path;
}

/* What an own function hands out is lost. */
long size_of(const char *folder, const char *name)
{
    char *path = join(folder, name);
    if (!path)
        return -1;
    FILE *file = fopen(path, "rb");
    if (!file)
        return -1; /* expect: cet-memory-leak */
    free(path);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    fclose(file);
    return size;
}

int every_round_but_the_last(char **lines, int count)
{
    char *copy = NULL;
    int total = 0;
    for (int i = 0; i < count; i++) {
        copy = strdup(lines[i]); /* expect: cet-memory-leak */
        if (copy)
            total += (int)strlen(copy);
    }
    free(copy);
    return total;
}

void at_the_end_of_void(const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        return;
    puts(copy);
} /* expect: cet-memory-leak */

int old_block_of_realloc(size_t size)
{
    char *buffer = malloc(size);
    if (!buffer)
        return 1;
    char *grown = realloc(buffer, 2 * size);
    if (!grown)
        return 1; /* expect: cet-memory-leak */
    grown[0] = 'x';
    free(grown);
    return 0;
}

size_t never_stored(const char *text)
{
    return strlen(strdup(text)); /* expect: cet-memory-leak */
}

typedef unsigned char byte_t;

int wrong_label(const byte_t *input, size_t length)
{
    int status = -1;
    byte_t *first = NULL, *second = NULL;

    first = malloc(length);
    if (!first)
        goto out;
    second = malloc(length);
    if (!second)
        goto free_first;
    memcpy(first, input, length);
    memcpy(second, input, length);
    if (first[0] == 0)
        goto free_first;
    status = 0;
    free(second);
free_first:
    free(first);
out:
    return status; /* expect: cet-memory-leak */
}

int from_asprintf(const char *name)
{
    char *text;
    if (asprintf(&text, "%s.txt", name) < 0)
        return -1;
    if (strlen(text) > 100)
        return -1; /* expect: cet-memory-leak */
    remove(text);
    free(text);
    return 0;
}

int in_a_switch(int kind)
{
    char *buffer = malloc(64);
    if (!buffer)
        return -1;
    switch (kind) {
    case 0:
        strcpy(buffer, "zero");
        break;
    case 1:
        strcpy(buffer, "one");
        break;
    default:
        return -1; /* expect: cet-memory-leak */
    }
    puts(buffer);
    free(buffer);
    return 0;
}

struct text {
    char *bytes;
    size_t length;
};

int held_by_a_local_struct(const char *from)
{
    struct text text;
    text.length = strlen(from);
    text.bytes = malloc(text.length + 1);
    if (!text.bytes)
        return -1;
    if (text.length > 4096)
        return -1; /* expect: cet-memory-leak */
    memcpy(text.bytes, from, text.length + 1);
    puts(text.bytes);
    free(text.bytes);
    return 0;
}
