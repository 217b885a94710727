/* fault: csv_field_end, out-of-bounds
 * A quote that is never closed is looked for beyond the end of the line. */
#include <stddef.h>

/* How many characters the first field of `line` takes, its quotes included: up to a comma or the end. A comma between
 * double quotes is part of the field. */
size_t csv_field_end(const char *line)
{
    const char *c = line;
    while (*c && *c != ',') {
        if (*c == '"') {
            c++;
#ifdef REPAIRED
            while (*c && *c != '"')
                c++;
            if (!*c)
                break;
#else
            while (*c != '"')
                c++;
#endif
        }
        c++;
    }
    return (size_t)(c - line);
}
