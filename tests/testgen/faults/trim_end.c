/* fault: trim_end, out-of-bounds
 * A text of blanks only is trimmed beyond its start. */
#include <ctype.h>
#include <string.h>

/* Cuts the blanks off the end of `text` and returns its new length. */
size_t trim_end(char *text)
{
    size_t length = strlen(text);
#ifdef REPAIRED
    while (length > 0 && isspace((unsigned char)text[length - 1]))
#else
    while (isspace((unsigned char)text[length - 1]))
#endif
        length--;
    text[length] = '\0';
    return length;
}
