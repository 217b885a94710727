#include <ctype.h>
#include <string.h>

void trim(char *text)
{
    char *end = text + strlen(text);
    while (end > text && end[-1] == '\n')
        end--;
    *end = 0;
}

size_t without_blanks(const char *text)
{
    size_t length = strlen(text);
    while (length && isspace((unsigned char)text[length - 1]))
        length--;
    return length;
}

size_t stops_in_the_middle(const char *text)
{
    size_t length = strlen(text);
    while (text[length - 1] == ' ') {
        if (length == 1)
            break;
        length--;
    }
    return length;
}

char *both_ends(char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    if (!*text)
        return text;
    char *end = text + strlen(text) - 1;
    while (isspace((unsigned char)*end))
        end--;
    end[1] = 0;
    return text;
}

const char *skip(const char *text)
{
    const char *at = text;
    while (*at == ' ')
        at++;
    return at;
}
