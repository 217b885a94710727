/* fault: unquote, invalid-free
 * The pointer that is given back was moved behind the first quote. */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

/* `text` without a quote at its start and one at its end, as a new string; NULL when nothing is left of it, or when
 * there is no memory. */
char *unquote(const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        return NULL;
    if (*copy == '"')
#ifdef REPAIRED
        memmove(copy, copy + 1, strlen(copy));
#else
        copy++;
#endif
    size_t length = strlen(copy);
    if (length > 0 && copy[length - 1] == '"')
        copy[--length] = '\0';
    if (length == 0) {
        free(copy);
        return NULL;
    }
    return copy;
}
