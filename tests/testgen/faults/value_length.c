/* fault: value_length, null-dereference
 * A line without the separator has no value. */
#include <string.h>

/* The length of what stands behind the first ':' of a header line, without the blanks that lead it; 0 when there is
 * nothing. */
size_t value_length(const char *line)
{
    const char *colon = strchr(line, ':');
#ifdef REPAIRED
    if (colon == NULL)
        return 0;
#endif
    do
        colon++;
    while (*colon == ' ' || *colon == '\t');
    return strlen(colon);
}
