#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct image {
    int width, height;
};

/* class: late-widening */
unsigned char *allocates_an_image(int width, int height)
{
    return malloc(width * height); /* expect: cet-late-widening */
}

/* class: late-widening */
uint64_t milliseconds(unsigned seconds, unsigned per_second)
{
    uint64_t total = seconds * per_second; /* expect: cet-late-widening */
    return total;
}

/* class: late-widening */
long area(const struct image *image)
{
    return (long)(image->width * image->height); /* expect: cet-late-widening */
}

/* class: late-widening */
size_t adds_to_a_size(size_t header, const struct image *image)
{
    header += image->width * image->height; /* expect: cet-late-widening */
    return header;
}

/* class: late-widening */
void *four_bytes_for_each(int width, int height)
{
    size_t bytes = width * height * 4; /* expect: cet-late-widening */
    return malloc(bytes);
}

/* class: late-widening */
void *by_a_variable(unsigned width, unsigned height)
{
    unsigned bytes = width * height; /* expect: cet-late-widening */
    return malloc(bytes + 3);
}

/* class: late-widening */
char *joins(const char *a, const char *b)
{
    int left = (int)strlen(a), right = (int)strlen(b);
    return malloc(left + right + 2); /* expect: cet-late-widening */
}
