/* Memory of the runtime's own. Programs under test bring allocators of their own (linked, wrapped, or counting what a
 * test leaves behind), so nothing here may come from malloc. */
#include <stdlib.h>
#include <sys/mman.h>

#include "state.h"

#define MAX_SHARED 256

static uintptr_t shared[MAX_SHARED];
static unsigned shared_count;

static void *map(size_t size, int flags)
{
    void *pages = mmap(NULL, size ? size : 1, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        abort();
    return pages;
}

void *cet_mutants_pages(size_t size)
{
    return map(size, MAP_PRIVATE);
}

void *cet_mutants_shared_pages(size_t size)
{
    void *pages = map(size, MAP_SHARED);
    if (shared_count < MAX_SHARED)
        shared[shared_count++] = (uintptr_t)pages;
    return pages;
}

bool cet_mutants_is_shared_page(uintptr_t begin)
{
    for (unsigned i = 0; i < shared_count; i++)
        if (shared[i] == begin)
            return true;
    return false;
}
