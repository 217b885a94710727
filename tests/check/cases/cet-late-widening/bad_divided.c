#include <limits.h>
#include <stdlib.h>

struct image {
    int width, height, depth;
};

/* Divided by something else. */
unsigned char *other_factor(const struct image *image)
{
    if (image->depth <= 0 || image->width > INT_MAX / image->depth)
        return NULL;
    size_t bytes = image->width * image->height; /* expect: cet-late-widening */
    return malloc(bytes);
}

/* Asked for after it was computed. */
unsigned char *too_late(const struct image *image)
{
    size_t bytes = image->width * image->height; /* expect: cet-late-widening */
    if (image->width > INT_MAX / image->height)
        return NULL;
    return malloc(bytes);
}

/* A quotient that is compared with nothing of the product. */
unsigned char *other_side(const struct image *image, int limit)
{
    if (limit > INT_MAX / image->height)
        return NULL;
    size_t bytes = image->width * image->height; /* expect: cet-late-widening */
    return malloc(bytes);
}
