/* A depth that is a wild number asks libc for gigabytes of blanks. */
#include <stdio.h>

int indent(int depth)
{
    return snprintf(NULL, 0, "%*s%.*s", depth * 4, "", depth, "text");
}
