/* Some calls and some mutants keep libc busy for seconds, where no edge is counted. */
#include <stdio.h>

int pad(int indent, int depth)
{
    int width = depth > 3 ? indent * 2 : 8;
    if (indent < 0 || indent > 1000000000)
        return -1;
    return dprintf(1, "%*s", width + 1, "x");
}
