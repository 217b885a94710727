/* SHA-256 of whole blocks by the processor's own instructions, where it has them: digests of sources are taken in every
 * compilation, and without these instructions they cost more of it than lowering does. */
#ifndef CET_CORE_SHA256_BLOCKS_H
#define CET_CORE_SHA256_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_BLOCK_BYTES 64

/* Feeds as many whole blocks of bytes to state as it can and tells how many bytes that were; 0 without the
 * instructions. */
size_t sha256_blocks(uint32_t state[8], const uint8_t *bytes, size_t length);

#endif
