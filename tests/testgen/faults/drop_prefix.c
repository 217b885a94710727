/* fault: drop_prefix, overlap
 * memcpy within one text. */
#include <stdbool.h>
#include <string.h>

/* Takes `prefix` off the front of `text`; false when it does not start with it. */
bool drop_prefix(char *text, const char *prefix)
{
    size_t length = strlen(prefix);
    if (strncmp(text, prefix, length) != 0)
        return false;
    if (length == 0)
        return true;
#ifdef REPAIRED
    memmove(text, text + length, strlen(text + length) + 1);
#else
    memcpy(text, text + length, strlen(text + length) + 1);
#endif
    return true;
}
