#include <assert.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct point {
    int x, y;
};

struct buffer {
    char *bytes;
    size_t length;
};

struct point *point_new(int x, int y)
{
    struct point *point = malloc(sizeof *point);
    if (point != NULL) {
        point->x = x;
        point->y = y;
    }
    return point;
}

char *in_the_condition(const char *text)
{
    char *copy;
    if ((copy = malloc(strlen(text) + 1)) == NULL)
        return NULL;
    strcpy(copy, text);
    return copy;
}

static void *xmalloc(size_t size)
{
    void *memory = malloc(size);
    if (!memory) {
        fputs("out of memory\n", stderr);
        abort();
    }
    return memory;
}

struct point *never_fails(int x)
{
    struct point *point = xmalloc(sizeof *point);
    point->x = x;
    point->y = 0;
    return point;
}

static void die(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(2);
}

char *ends_the_program(const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        die("out of memory");
    copy[0] = '_';
    return copy;
}

int asserted(size_t size)
{
    char *bytes = malloc(size);
    assert(bytes);
    bytes[0] = 1;
    free(bytes);
    return 0;
}

int all_at_once(size_t size)
{
    char *a = malloc(size), *b = malloc(size);
    if (!a || !b) {
        free(a);
        free(b);
        return -1;
    }
    a[0] = b[0] = 'x';
    free(a);
    free(b);
    return 0;
}

int behind_not(size_t size)
{
    char *a = malloc(size), *b = malloc(size);
    if (!(a && b)) {
        free(a);
        free(b);
        return -1;
    }
    a[0] = b[0] = 'x';
    free(a);
    free(b);
    return 0;
}

int passed_on_only(struct buffer *buffer, size_t size)
{
    buffer->bytes = malloc(size);
    buffer->length = buffer->bytes ? size : 0;
    return buffer->bytes ? 0 : -1;
}

static size_t length_of(const struct point *point)
{
    if (!point)
        return 0;
    return (size_t)(point->x * point->x + point->y * point->y);
}

size_t callee_asks(void)
{
    struct point *point = calloc(1, sizeof *point);
    size_t length = length_of(point);
    free(point);
    return length;
}

int retries(size_t size)
{
    char *bytes;
    while (!(bytes = malloc(size)))
        size /= 2;
    bytes[0] = 1;
    free(bytes);
    return (int)size;
}

int or_a_fallback(size_t size)
{
    char local[16];
    char *bytes = malloc(size);
    char *target = bytes ? bytes : local;
    target[0] = 'x';
    int first = target[0];
    free(bytes);
    return first;
}

int size_only(void)
{
    struct point *point = malloc(sizeof *point);
    size_t size = sizeof point->x + sizeof *point;
    free(point);
    return (int)size;
}

static struct point *empty_when_asked_for_nothing(const char *text)
{
    if (!text)
        return NULL;
    return xmalloc(sizeof(struct point));
}

int null_for_another_reason(void)
{
    struct point *point = empty_when_asked_for_nothing("1");
    point->x = 1;
    free(point);
    return 0;
}

int entries(const char *path)
{
    DIR *folder = opendir(path);
    int count = 0;
    while (folder && readdir(folder))
        count++;
    if (folder)
        closedir(folder);
    return count;
}
