#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct point {
    int x, y;
};

/* class: unchecked-allocation */
struct point *point_new(int x, int y)
{
    struct point *point = malloc(sizeof *point);
    point->x = x; /* expect: cet-unchecked-allocation */
    point->y = y;
    return point;
}

char *copy_of(const char *text)
{
    size_t length = strlen(text);
    char *copy = malloc(length + 1);
    memcpy(copy, text, length + 1); /* expect: cet-unchecked-allocation */
    return copy;
}

int *filled(size_t count, int value)
{
    int *numbers = (int *)calloc(count, sizeof(int));
    for (size_t i = 0; i < count; i++)
        numbers[i] = value; /* expect: cet-unchecked-allocation */
    return numbers;
}

void prints_upper(const char *text)
{
    char *copy = strdup(text);
    for (char *c = copy; *c; c++) /* expect: cet-unchecked-allocation */
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    puts(copy);
    free(copy);
}

struct buffer {
    char *bytes;
    size_t length;
};

void buffer_init(struct buffer *buffer, size_t size)
{
    buffer->bytes = malloc(size);
    buffer->length = 0;
    buffer->bytes[0] = '\0'; /* expect: cet-unchecked-allocation */
}

int too_late(size_t size)
{
    char *buffer = malloc(size);
    memset(buffer, 0, size); /* expect: cet-unchecked-allocation */
    if (!buffer)
        return -1;
    free(buffer);
    return 0;
}

int one_of_two(size_t size)
{
    char *a = malloc(size), *b = malloc(size);
    if (!a) {
        free(b);
        return -1;
    }
    a[0] = 'a';
    b[0] = 'b'; /* expect: cet-unchecked-allocation */
    free(a);
    free(b);
    return 0;
}

static struct point *point_or_null(int x)
{
    struct point *point = calloc(1, sizeof *point);
    if (!point)
        return NULL;
    point->x = x;
    return point;
}

int own_function_fails(void)
{
    struct point *point = point_or_null(3);
    int x = point->x; /* expect: cet-unchecked-allocation */
    free(point);
    return x;
}

int stream(const char *path)
{
    char line[80];
    FILE *file = fopen(path, "r");
    if (fgets(line, sizeof line, file)) /* expect: cet-unchecked-allocation */
        puts(line);
    fclose(file);
    return 0;
}

static void set(struct point *point, int x, int y)
{
    point->x = x;
    point->y = y;
}

struct point *follows_in_an_own_function(void)
{
    struct point *point = malloc(sizeof *point);
    set(point, 1, 2); /* expect: cet-unchecked-allocation */
    return point;
}
