#include <stddef.h>
#include <string.h>

struct span {
    unsigned long begin, end;
};

size_t find(const struct span *spans, size_t count, unsigned long value);

/* The truth of the test is kept in a variable and asked for later. */
int add(struct span *spans, size_t count, unsigned long begin, unsigned long end)
{
    size_t at = find(spans, count, begin);
    if ((at > 0 && begin < spans[at - 1].end) || (at < count && end > spans[at].begin))
        return 1;
    int joins_before = at > 0 && begin == spans[at - 1].end;
    int joins_behind = at < count && end == spans[at].begin;
    if (joins_before && joins_behind) {
        spans[at - 1].end = spans[at].end;
        memmove(spans + at, spans + at + 1, (count - at - 1) * sizeof *spans);
    } else if (joins_before) {
        spans[at - 1].end = end;
    }
    return 0;
}

/* The pointer is NULL where the test is false. */
char *take_bracket(char *text)
{
    size_t length = strlen(text);
    while (length && strchr(" \r", text[length - 1]))
        text[--length] = '\0';
    char *open = length && text[length - 1] == ']' ? strrchr(text, '[') : NULL;
    if (!open)
        return NULL;
    text[length - 1] = '\0';
    return open + 1;
}
