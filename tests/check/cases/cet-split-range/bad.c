#include <stddef.h>

/* class: split-range */
size_t digits(const char *text)
{
    size_t i = 0;
    while (text[i] >= '0' && text[0] <= '9') /* expect: cet-split-range */
        i++;
    return i;
}

/* class: split-range */
int has_letter(const unsigned char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[0] >= 'a' && text[i] <= 'z') /* expect: cet-split-range */
            return 1;
    return 0;
}

/* class: split-range */
int is_low(const int *values, int i)
{
    return 100 > values[i] && 10 < values[1]; /* expect: cet-split-range */
}
