/* Text with a header before it: what is not made by label_new has none. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef char *label;

struct label_header {
    size_t length, uses;
};

#define HEADER(text) ((struct label_header *)((text) - sizeof(struct label_header)))

label label_new(const char *text)
{
    const size_t length = strlen(text);
    struct label_header *header = malloc(sizeof *header + length + 1);
    if (!header)
        return NULL;
    header->length = length;
    header->uses = 0;
    return memcpy(header + 1, text, length + 1);
}

void label_free(label text)
{
    if (text)
        free(HEADER(text));
}

size_t label_length(const label text)
{
    return HEADER(text)->length;
}

int label_compare(const label a, const label b)
{
    const size_t length = HEADER(a)->length < HEADER(b)->length ? HEADER(a)->length : HEADER(b)->length;
    return memcmp(a, b, length);
}

int label_cut(label text, size_t length)
{
    if (length >= HEADER(text)->length)
        return -1;
    HEADER(text)->length = length;
    text[length] = '\0';
    return 0;
}
