#include <stdlib.h>
#include <string.h>

void *in_size_t(unsigned width, unsigned height)
{
    size_t bytes = (size_t)width * height;
    return malloc(bytes + 3);
}

char *joins(const char *a, const char *b)
{
    size_t left = strlen(a), right = strlen(b);
    return malloc(left + right + 2);
}

char *one_length(const char *a)
{
    int length = (int)strlen(a);
    return malloc((size_t)length + 1);
}
