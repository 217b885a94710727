/* Quotes fields for a CSV line.
 *
 *     struct line line = {0};
 *     line_add(&line, "name");
 *     line_add(&line, "5\" disk");      // line.text is now "name","5"" disk"
 *     line_release(&line);
 */
#ifndef QUOTE_H
#define QUOTE_H

#include <stdbool.h>
#include <stddef.h>

struct line {
    char *text;
    size_t length;
    size_t capacity;
};

/* The bytes that field takes when quoted, its end not counted; 0 for NULL. */
size_t quoted_length(const char *field);

/* Writes the quoted field and its end to out; false when out_size bytes do not hold them. */
bool quote_field(const char *field, char *out, size_t out_size);

/* Appends a quoted field, after a comma if it is not the first; false when memory is short. */
bool line_add(struct line *line, const char *field);

void line_release(struct line *line);

#endif
