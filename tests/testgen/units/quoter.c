/* Writes that may fail, and a length that says how much room there would have to be. */
#include <stdio.h>
#include <string.h>

/* How far it came: 0 when nothing could be written, then 1, 2; 3 when all was. */
int put_quoted(FILE *file, char letter)
{
    if (fputc('"', file) == EOF)
        return 0;
    if (fputc(letter, file) == EOF)
        return 1;
    if (fputc('"', file) == EOF)
        return 2;
    return 3;
}

/* Copies what there is room for and returns how long the whole is, as snprintf does. */
size_t quote(char *to, size_t to_size, const char *from, size_t from_size)
{
    size_t length = 0;
    for (size_t i = 0; i < from_size; i++) {
        if (from[i] == '"') {
            if (length < to_size)
                to[length] = '"';
            length++;
        }
        if (length < to_size)
            to[length] = from[i];
        length++;
    }
    return length;
}
