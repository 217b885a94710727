/* fault: count_tokens, hang
 * A character that starts no token is never passed. */
#include <ctype.h>
#include <stddef.h>

/* How many numbers and names are in the text; anything else separates them. */
size_t count_tokens(const char *text)
{
    size_t count = 0;
    while (*text) {
        if (isspace((unsigned char)*text)) {
            text++;
        } else if (isdigit((unsigned char)*text)) {
            count++;
            while (isdigit((unsigned char)*text))
                text++;
        } else if (isalpha((unsigned char)*text) || *text == '_') {
            count++;
            while (isalnum((unsigned char)*text) || *text == '_')
                text++;
#ifdef REPAIRED
        } else {
            text++;
#endif
        }
    }
    return count;
}
