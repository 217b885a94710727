/* fault: expand_tabs, use-after-free
 * The place to write at still points into the block that was moved. */
#include <stdlib.h>
#include <string.h>

#define TAB_WIDTH 4

/* `text` with four blanks for each tab as a new string, NULL when there is no memory. */
char *expand_tabs(const char *text)
{
    size_t room = 8;
    char *out = malloc(room);
    char *at = out;
    if (out == NULL)
        return NULL;
    for (; *text; text++) {
        size_t length = (size_t)(at - out);
        if (length + TAB_WIDTH + 1 > room) {
            room *= 2;
            char *more = realloc(out, room);
            if (more == NULL) {
                free(out);
                return NULL;
            }
            out = more;
#ifdef REPAIRED
            at = out + length;
#endif
        }
        if (*text == '\t') {
            memset(at, ' ', TAB_WIDTH);
            at += TAB_WIDTH;
        } else {
            *at++ = *text;
        }
    }
    *at = '\0';
    return out;
}
