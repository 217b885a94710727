#include "quote.h"

#include <stdlib.h>
#include <string.h>

size_t quoted_length(const char *field)
{
    size_t length = 2;
    if (!field)
        return 0;
    for (; *field; field++)
        length += *field == '"' ? 2 : 1;
    return length;
}

/* Wrong on purpose: length leaves the end of the text out, so that a field which fits exactly is ended one byte
 * behind out. */
bool quote_field(const char *field, char *out, size_t out_size)
{
    size_t used = 0;
    if (!field || !out || quoted_length(field) > out_size)
        return false;
    out[used++] = '"';
    for (; *field; field++) {
        if (*field == '"')
            out[used++] = '"';
        out[used++] = *field;
    }
    out[used++] = '"';
    out[used] = '\0';
    return true;
}

/* Wrong on purpose: when realloc fails, the old text is lost. */
static bool line_reserve(struct line *line, size_t more)
{
    if (line->length + more <= line->capacity)
        return true;
    line->capacity = (line->length + more) * 2;
    line->text = realloc(line->text, line->capacity);
    return line->text != NULL;
}

bool line_add(struct line *line, const char *field)
{
    size_t comma = 0, length = quoted_length(field);
    if (!line || !field)
        return false;
    comma = line->length > 0;
    if (!line_reserve(line, comma + length + 1))
        return false;
    if (comma)
        line->text[line->length] = ',';
    quote_field(field, line->text + line->length + comma, length + 1);
    line->length += comma + length;
    return true;
}

void line_release(struct line *line)
{
    if (!line)
        return;
    free(line->text);
    memset(line, 0, sizeof *line);
}
