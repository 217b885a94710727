/* The allocator that the code under test gets by link-time wrapping: the same addresses in each run, a fill pattern,
 * the n-th allocation failing, canaries, and an account of what was freed. */
#ifndef EXPLORE_HEAP_H
#define EXPLORE_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "space.h"

#define HEAP_COMMON_BYTES (12u << 20)
#define HEAP_BLOCK_BYTES (1u << 20) /* more for one block ends the program: a test should not need it */

struct heap {
    struct space *space;
    uint8_t fill;
    uint16_t step;
    int32_t fail_at; /* 1-based count in this step, -1: all, 0: none */
    uint32_t asked;  /* allocations in this step */
    bool is_active;  /* a program runs: otherwise libc's allocator serves */
};

void cet_heap_reset(struct heap *heap, uint8_t fill, bool is_reversed);
void cet_heap_begin_step(struct heap *heap, uint16_t step, int32_t fail_at);

#endif
