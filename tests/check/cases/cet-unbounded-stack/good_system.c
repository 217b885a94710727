#include <stdlib.h>
#include <string.h>
#include <wchar.h>

/* MB_CUR_MAX is at most MB_LEN_MAX. */
int encode(char *out, wchar_t c)
{
    char bytes[MB_CUR_MAX + 1];
    int count = wctomb(bytes, c);
    if (count > 0)
        memcpy(out, bytes, (size_t)count);
    return count;
}
