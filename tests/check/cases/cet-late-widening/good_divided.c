#include <limits.h>
#include <stdlib.h>

struct image {
    int width, height;
};

unsigned char *pixels(const struct image *image)
{
    if (image->width <= 0 || image->height <= 0 || image->width > INT_MAX / image->height)
        return NULL;
    size_t bytes = image->width * image->height;
    return malloc(bytes);
}

unsigned char *rows(unsigned count, unsigned bytes)
{
    if (bytes && UINT_MAX / bytes < count)
        return NULL;
    return malloc((size_t)(count * bytes));
}
