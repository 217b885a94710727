/* fault: upper_copy, null-dereference
 * The copy is written to before anybody asked whether there is one. */
#define _POSIX_C_SOURCE 200809L
#include <ctype.h>
#include <string.h>

/* `text` in upper case as a new string, NULL when there is no memory. */
char *upper_copy(const char *text)
{
    char *copy = strdup(text);
#ifdef REPAIRED
    if (copy == NULL)
        return NULL;
#endif
    for (char *c = copy; *c; c++)
        *c = (char)toupper((unsigned char)*c);
    return copy;
}
