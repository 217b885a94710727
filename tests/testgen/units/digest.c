/* A state and blocks of fixed sizes, which only declarations, indices and sizes given to other functions tell of. */
#include <stdint.h>
#include <string.h>

#define BLOCK_BYTES 32

struct digest {
    uint32_t state[4];
    uint32_t count;
    unsigned char block[BLOCK_BYTES];
};

void digest_init(struct digest *digest)
{
    memset(digest, 0, sizeof *digest);
    digest->state[0] = 17;
}

void digest_mix(uint32_t state[4], const unsigned char block[BLOCK_BYTES])
{
    for (int i = 0; i < BLOCK_BYTES; i++)
        state[i & 3] = state[i & 3] * 31 + block[i];
}

void digest_add(struct digest *digest, const unsigned char *data, size_t length)
{
    uint32_t used = digest->count % BLOCK_BYTES;
    digest->count += (uint32_t)length;
    for (; length >= BLOCK_BYTES - used; used = 0) {
        memcpy(digest->block + used, data, BLOCK_BYTES - used);
        digest_mix(digest->state, digest->block);
        data += BLOCK_BYTES - used;
        length -= BLOCK_BYTES - used;
    }
    if (length)
        memcpy(digest->block + used, data, length);
}

static void wipe(void *bytes, size_t count)
{
    memset(bytes, 0, count);
}

/* Somebody else's memory, large enough for a digest. */
struct digest *digest_in(void *memory)
{
    wipe(memory, sizeof(struct digest));
    return memory;
}
