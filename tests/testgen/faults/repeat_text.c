/* fault: repeat_text, leak
 * The only pointer to the old block is overwritten by the NULL of a realloc that failed. */
#include <stdlib.h>
#include <string.h>

/* `text` one to nine times in a row as a new string; NULL for another number or when there is no memory. */
char *repeat_text(const char *text, unsigned int times)
{
    size_t length = strlen(text);
    if (times < 1 || times > 9)
        return NULL;
    char *all = malloc(length + 1);
    if (all == NULL)
        return NULL;
    memcpy(all, text, length + 1);
    for (unsigned int done = 1; done < times; done++) {
#ifdef REPAIRED
        char *more = realloc(all, (done + 1) * length + 1);
        if (more == NULL) {
            free(all);
            return NULL;
        }
        all = more;
#else
        all = realloc(all, (done + 1) * length + 1);
        if (all == NULL)
            return NULL;
#endif
        memcpy(all + done * length, text, length + 1);
    }
    return all;
}
