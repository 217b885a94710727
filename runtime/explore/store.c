#include "store.h"

#include <sys/mman.h>

#include "output.h"

#define STORE_BYTES (3ull << 30)

static uint8_t *base;
static size_t used;
static uint64_t *random_state;

void cet_store_open(uint64_t seed)
{
    base = mmap(NULL, STORE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED || madvise(base, STORE_BYTES, MADV_DONTFORK))
        cet_die("no memory for the search");
    random_state = cet_store_take(sizeof *random_state);
    *random_state = seed;
}

void *cet_store_take(size_t size)
{
    size = (size + 15) / 16 * 16;
    if (size > STORE_BYTES - used)
        cet_die("the search ran out of memory");
    void *piece = base + used;
    used += size;
    return piece;
}

uint64_t cet_random(void)
{
    uint64_t z = (*random_state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint32_t cet_below(uint32_t bound)
{
    return (uint32_t)((cet_random() >> 32) * bound >> 32);
}
