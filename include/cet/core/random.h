/* Reproducible numbers: splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
 * Same seed, same sequence, everywhere. */
#ifndef CET_CORE_RANDOM_H
#define CET_CORE_RANDOM_H

#include <stdint.h>

struct random_state {
    uint64_t state;
};

uint64_t random_next(struct random_state *random);
/* 0 .. bound-1; bound > 0. */
uint64_t random_below(struct random_state *random, uint64_t bound);

#endif
