/* Memory that neither malloc has given nor anybody gives back. */
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

int lose(int fill)
{
    enum { BYTES = 1 << 20 };
    char *lost = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (lost == MAP_FAILED)
        return -1;
    memset(lost, fill, BYTES);
    return lost[BYTES - 1] > 0;
}
