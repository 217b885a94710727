#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct point {
    double x, y, z;
};

struct mesh {
    struct point *points;
    char *title;
    size_t count;
};

typedef struct point *point_ref;

#define CLEAR(p) memset((p), 0, sizeof(p))

struct point *new_point(void)
{
    struct point *p = malloc(sizeof p); /* expect: cet-sizeof-pointer */
    if (!p)
        return NULL;
    p->x = 0;
    return p;
}

int grow(struct mesh *mesh, size_t count)
{
    mesh->points = malloc(count * sizeof(mesh->points)); /* expect: cet-sizeof-pointer */
    if (!mesh->points)
        return -1;
    mesh->count = count;
    return 0;
}

int fill(struct mesh *mesh, size_t count)
{
    if (!(mesh->points = calloc(count, sizeof(mesh->points)))) /* expect: cet-sizeof-pointer */
        return -1;
    return 0;
}

struct point *by_type(void)
{
    struct point *p = malloc(sizeof(struct point *)); /* expect: cet-sizeof-pointer */
    return p;
}

point_ref by_typedef(void)
{
    point_ref p = malloc(sizeof(point_ref)); /* expect: cet-sizeof-pointer */
    return p;
}

void clear(struct point *p)
{
    memset(p, 0, sizeof(p)); /* expect: cet-sizeof-pointer */
}

void clear_by_macro(struct point *p)
{
    CLEAR(p); /* expect: cet-sizeof-pointer */
}

void copy(struct mesh *to, const struct mesh *from)
{
    memcpy(to, from, sizeof(from)); /* expect: cet-sizeof-pointer */
}

void set_title(struct mesh *mesh, const char *title)
{
    strncpy(mesh->title, title, sizeof(mesh->title) - 1); /* expect: cet-sizeof-pointer */
}

int print(char *out, int value)
{
    return snprintf(out, sizeof out, "%d", value); /* expect: cet-sizeof-pointer */
}

int read_line(FILE *file, char *line)
{
    return fgets(line, sizeof(line), file) != NULL; /* expect: cet-sizeof-pointer */
}

ssize_t read_all(int fd, void *data)
{
    return read(fd, data, sizeof data); /* expect: cet-sizeof-pointer */
}

void clear_array(char name[64])
{
    memset(name, 0, sizeof(name)); /* expect: cet-sizeof-pointer */
}

int sum(const int values[16])
{
    int total = 0;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) /* expect: cet-sizeof-pointer */
        total += values[i];
    return total;
}

int sum_of(const int *values)
{
    int total = 0;
    size_t count = sizeof(values) / sizeof(*values); /* expect: cet-sizeof-pointer */
    for (size_t i = 0; i < count; i++)
        total += values[i];
    return total;
}
