/* fault: text_clear (shows in text_add, text_get), out-of-bounds
 * The length stays what it was when the bytes are given back. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct text {
    char *bytes;
    size_t length, room;
};

void text_init(struct text *text)
{
    memset(text, 0, sizeof *text);
}

/* Gives the memory back; the text is empty afterwards and may be added to. */
void text_clear(struct text *text)
{
    free(text->bytes);
    text->bytes = NULL;
    text->room = 0;
#ifdef REPAIRED
    text->length = 0;
#endif
}

/* False when there is no memory; the text is then as it was. */
bool text_add(struct text *text, char character)
{
    if (text->bytes == NULL || text->length == text->room) {
        size_t room = text->room ? 2 * text->room : 4;
        char *bytes = realloc(text->bytes, room);
        if (bytes == NULL)
            return false;
        text->bytes = bytes;
        text->room = room;
    }
    text->bytes[text->length++] = character;
    return true;
}

/* -1 when there is no character at `index`. */
int text_get(const struct text *text, size_t index)
{
    return index < text->length ? (unsigned char)text->bytes[index] : -1;
}
