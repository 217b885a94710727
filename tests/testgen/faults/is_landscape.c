/* fault: is_landscape, uninitialised
 * sscanf may set one of the two or none. */
#include <stdbool.h>
#include <stdio.h>

/* Whether "WIDTHxHEIGHT" is wider than high; false when the text is of another shape. */
bool is_landscape(const char *text)
{
    unsigned int width, height;
#ifdef REPAIRED
    if (sscanf(text, "%5ux%5u", &width, &height) != 2)
        return false;
#else
    sscanf(text, "%5ux%5u", &width, &height);
#endif
    return width > height;
}
