/* fault: format_cell, out-of-bounds
 * A negative width, which asks for the text on the left, is taken as the size that is filled. */
#include <stdlib.h>
#include <string.h>

#define WIDTH_MAX 32

/* `text` in a cell of |width| characters (32 at most), filled up with blanks: on the right as in "%-5s" when the width
 * is negative, else on the left. Text that is too long is cut. NULL when there is no memory. */
char *format_cell(const char *text, int width)
{
    char cell[WIDTH_MAX];
    int is_left = width < 0;
#ifdef REPAIRED
    if (width < -WIDTH_MAX)
        width = WIDTH_MAX;
    else if (width < 0)
        width = -width;
#endif
    if (width > WIDTH_MAX)
        width = WIDTH_MAX;
    memset(cell, ' ', (size_t)width);
    size_t length = strlen(text);
    if (length > (size_t)width)
        length = (size_t)width;
    memcpy(is_left ? cell : cell + width - length, text, length);
    char *result = malloc((size_t)width + 1);
    if (result == NULL)
        return NULL;
    memcpy(result, cell, (size_t)width);
    result[width] = '\0';
    return result;
}
