#include <string.h>

struct area {
    int width, height;
};

struct buffer {
    char *data;
    size_t size;
};

static int resize(struct area *area, int width, int height)
{
    area->width = width;
    area->height = height;
    return width * height;
}

int of_locals(struct area *area)
{
    int height = 3, width = 4;
    return resize(area, height, width); /* expect: cet-swapped-arguments */
}

int of_fields(struct area *area, const struct area *wanted)
{
    if (!wanted)
        return -1;
    return resize(area, wanted->height, wanted->width); /* expect: cet-swapped-arguments */
}

int rename_file(const char *old_name, const char *new_name);

int renames_the_wrong_way(const char *new_name, const char *old_name)
{
    int status = rename_file(new_name, old_name); /* expect: cet-swapped-arguments */
    return status;
}

void copies_the_wrong_way(struct buffer *buffer, char *src)
{
    char dest[16];
    memcpy(src, dest, sizeof dest); /* expect: cet-swapped-arguments */
    buffer->data = src;
}

void draw_point(int x, int y);

void draws(const int *line)
{
    int x = line[0];
    int y = line[1];
    draw_point(y, x); /* expect: cet-swapped-arguments */
}

long read_at(long offset, unsigned length, int whence);

long with_casts(int offset, unsigned long len)
{
    if (!len)
        return 0;
    return read_at((long)len, (unsigned)offset, 0); /* expect: cet-swapped-arguments */
}
