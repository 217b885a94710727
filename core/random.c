#include "cet/core/random.h"

#include <assert.h>

uint64_t random_next(struct random_state *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

uint64_t random_below(struct random_state *random, uint64_t bound)
{
    assert(bound > 0);
    /* 2^64 mod bound: numbers below it would make the small results more likely. */
    const uint64_t uneven = (0 - bound) % bound;
    uint64_t number;
    do
        number = random_next(random);
    while (number < uneven);
    return number % bound;
}
