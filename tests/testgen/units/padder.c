/* Some calls and some mutants keep libc busy for seconds, where no edge is counted. */
#include <stdio.h>

int pad(int indent, int depth)
{
    char line[16];
    int width = depth > 3 ? indent * 2 : 8;
    if (indent < 0 || indent > 1000000000)
        return -1;
    return snprintf(line, sizeof line, "%*s", width + 1, "x");
}
