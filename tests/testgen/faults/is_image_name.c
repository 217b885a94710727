/* fault: is_image_name, out-of-bounds
 * strncpy leaves an extension of eight or more characters without its end. */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static const char *const known[] = {"png", "jpg", "jpeg", "gif", "webp"};

/* Whether the name of a file ends in an extension of images, in upper or lower case. */
bool is_image_name(const char *name)
{
    char extension[8];
    const char *dot = strrchr(name, '.');
    if (dot == NULL)
        return false;
    strncpy(extension, dot + 1, sizeof extension);
#ifdef REPAIRED
    extension[sizeof extension - 1] = '\0';
#endif
    for (char *c = extension; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(extension, known[i]) == 0)
            return true;
    return false;
}
