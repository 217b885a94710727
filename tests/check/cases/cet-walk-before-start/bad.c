#include <string.h>

/* class: walk-before-start */
void trim(char *text)
{
    char *end = text + strlen(text) - 1;
    while (*end == '\n' || *end == '\r') /* expect: cet-walk-before-start */
        end--;
    end[1] = 0;
}

/* class: walk-before-start */
size_t without_blanks(const char *text)
{
    size_t length = strlen(text);
    while (text[length - 1] == ' ') /* expect: cet-walk-before-start */
        length--;
    return length;
}

/* class: walk-before-start */
const char *last_line(const char *from)
{
    const char *at = from;
    for (; *at == '\n'; at--) /* expect: cet-walk-before-start */
        ;
    return at;
}
