#include <stddef.h>

struct line {
    int x0, y0, x1, y1, colour, width;
};

void draw_line(void *target, const struct line *line)
{
    (void)target, (void)line;
}

int six(int a, int b, int c, int d, int e, int f)
{
    return a + b + c + d + e + f;
}

/* Whoever calls it through a pointer says what its parameters are. */
typedef int (*visit_fn)(void *context, const char *path, int depth, int kind, long size, long time, int flags);

static int count_files(void *context, const char *path, int depth, int kind, long size, long time, int flags)
{
    (void)path, (void)depth, (void)kind, (void)size, (void)time, (void)flags;
    return ++*(int *)context;
}

int walk(const char *root, visit_fn visit, void *context);

int count(const char *root)
{
    int files = 0;
    if (walk(root, count_files, &files) != 0)
        return -1;
    return files;
}

/* Nor can it choose where a table names it. */
static int list_files(void *context, const char *path, int depth, int kind, long size, long time, int flags)
{
    (void)context, (void)path, (void)kind, (void)size, (void)time, (void)flags;
    return depth;
}

const struct {
    const char *name;
    visit_fn visit;
} visits[] = {{"list", list_files}};

/* Declared elsewhere, defined elsewhere. */
int foreign(int a, int b, int c, int d, int e, int f, int g, int h);

int calls_it(void)
{
    return foreign(1, 2, 3, 4, 5, 6, 7, 8);
}
