/* Memory and chance of the searching parent. Neither is there in an executor: the memory is not handed to forked
 * children, so that nothing the code under test does can reach it. */
#ifndef EXPLORE_STORE_H
#define EXPLORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void cet_store_open(uint64_t seed);
/* Zeroed, never given back. */
void *cet_store_take(size_t size);

/* splitmix64 (Steele, Lea, Flood 2014): same seed, same sequence. */
uint64_t cet_random(void);
uint32_t cet_below(uint32_t bound); /* 0 .. bound-1; bound > 0 */
static inline bool one_in(uint32_t n)
{
    return cet_below(n) == 0;
}
/* Of any magnitude: at least `least` and less than least + span of the 64 bits are shifted out. Two draws in one
 * expression would come in an order that each compiler chooses for itself. */
static inline uint64_t cet_random_wide(uint32_t least, uint32_t span)
{
    const uint64_t drawn = cet_random();
    return drawn >> (least + cet_below(span));
}
static inline bool percent(uint32_t n)
{
    return cet_below(100) < n;
}

#endif
