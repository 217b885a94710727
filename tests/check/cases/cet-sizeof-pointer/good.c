#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct point {
    double x, y, z;
};

struct mesh {
    struct point *points;
    char title[32];
    char **names;
};

static void keep_bytes(const void *bytes, size_t size)
{
    const unsigned char *b = bytes;
    for (size_t i = 0; i < size; i++)
        putchar(b[i]);
}

struct point *new_point(void)
{
    struct point *p = malloc(sizeof *p);
    return p;
}

int grow(struct mesh *mesh, size_t count)
{
    mesh->points = malloc(count * sizeof(mesh->points[0]));
    mesh->names = calloc(count, sizeof *mesh->names);
    return mesh->points && mesh->names ? 0 : -1;
}

/* A table of pointers. */
struct point **new_table(size_t count)
{
    struct point **table = malloc(count * sizeof(struct point *));
    return table;
}

/* The array itself, not a pointer. */
void set_title(struct mesh *mesh, const char *title)
{
    snprintf(mesh->title, sizeof mesh->title, "%s", title);
    memset(mesh->title, 0, sizeof(mesh->title));
}

void local_array(void)
{
    char line[80];
    if (fgets(line, sizeof line, stdin))
        fputs(line, stdout);
}

/* The pointer itself is copied: its address is given. */
void copy_pointer(unsigned char *out, const struct point *p)
{
    memcpy(out, &p, sizeof p);
    keep_bytes(&p, sizeof(p));
}

int print_size(const struct point *p)
{
    return printf("%zu %p\n", sizeof p, (const void *)p);
}

int count_elements(void)
{
    static const int values[] = {1, 2, 3};
    return (int)(sizeof values / sizeof values[0]);
}

void array_through_its_address(void)
{
    int numbers[8];
    int(*all)[8] = &numbers;
    memset(all, 0, sizeof *all);
    keep_bytes(numbers, sizeof numbers);
}

void array_parameter(char name[64], size_t size)
{
    memset(name, 0, size);
}
