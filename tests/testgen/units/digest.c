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

/* Whether the last byte of a whole page of them is a '#'. */
int ends_page(const unsigned char *bytes, size_t length)
{
    if (length < 4096)
        return 0;
    return bytes[4095] == '#' ? 2 : 1;
}

static uint32_t sum_of(const unsigned char *bytes, uint32_t length)
{
    uint32_t sum = 2166136261u;
    for (uint32_t i = 0; i < length; i++)
        sum = (sum ^ bytes[i]) * 16777619u;
    return sum;
}

/* The text with its sum before it; the bytes written, 0: no room. */
int seal(const char *text, char *out, size_t room)
{
    uint32_t length = (uint32_t)strlen(text), sum = sum_of((const unsigned char *)text, length);
    if (room < length + sizeof sum || length < 3)
        return 0;
    memcpy(out, &sum, sizeof sum);
    memcpy(out + sizeof sum, text, length);
    return (int)(length + sizeof sum);
}

/* Bytes of the text behind a sum that is right, else -1. */
int unseal(const char *sealed, int length)
{
    uint32_t sum;
    if (length < (int)sizeof sum + 3)
        return -1;
    memcpy(&sum, sealed, sizeof sum);
    uint32_t count = (uint32_t)length - sizeof sum;
    uint32_t right = sum_of((const unsigned char *)sealed + sizeof sum, count);
    /* what is compared does not tell which bytes would do */
    return sum_of((const unsigned char *)&sum, sizeof sum) == sum_of((const unsigned char *)&right, sizeof right)
               ? (int)count
               : -1;
}
