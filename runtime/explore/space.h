/* Where things lie in the executor: storage for values and heap blocks flush against guard pages, the engine's own
 * state between guard pages, and the question whether an address may be read.
 *
 * Small things lie at the end of a page of their own with a forbidden page behind it, so that one byte too far is a
 * fault at once; what does not fit there lies in a common area between canaries. */
#ifndef EXPLORE_SPACE_H
#define EXPLORE_SPACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SPACE_PAGE 4096u
#define SPACE_SLOTS 160u
#define SPACE_CANARY 0xc7
#define SPACE_CANARY_BYTES 32u

struct space_block {
    uint8_t *address;
    uint8_t *canary_end; /* canaries fill [address - before, address) and [address + size, canary_end) */
    size_t size;
    uint32_t before;
    uint16_t step; /* that made it */
    bool is_freed;
    bool is_slot;
};

#define SPACE_BLOCKS 6000u

struct space_area {
    uint8_t *slots; /* SPACE_SLOTS pages, each followed by a forbidden one */
    uint8_t *common;
};

/* Confirming runs have an area of their own, so that no run pays for closing and opening what the others use. */
struct space {
    struct space_area areas[2];
    uint8_t *slots, *common; /* of the area in use */
    size_t common_size, common_used;
    uint32_t slots_used;
    bool is_reversed; /* confirming runs: other addresses in another order, and freed slots are closed */
    uint32_t block_count;
    struct space_block blocks[SPACE_BLOCKS];
};

/* Storage between guard pages; shared: seen by forked children. Ends the process when there is no memory. */
void *cet_space_map(size_t size, bool shared);
struct space *cet_space_new(size_t common_size);
void cet_space_reset(struct space *space, bool is_reversed);
/* A freed block: in confirming runs the next access to it is a fault. */
void cet_space_close(struct space *space, struct space_block *block);
/* NULL: no room. The bytes are filled with `fill`. */
struct space_block *cet_space_take(struct space *space, size_t size, size_t align, uint8_t fill);
/* The block that holds address, also one past its end; NULL: none. */
struct space_block *cet_space_find(struct space *space, const void *address);
/* The first block whose canaries were overwritten, NULL: none. */
const struct space_block *cet_space_damaged(const struct space *space);
bool cet_space_is_damaged(const struct space *space, const struct space_block *block);
/* The slot block whose guard page holds address; NULL: none. */
const struct space_block *cet_space_guarded(const struct space *space, const void *address);

#endif
