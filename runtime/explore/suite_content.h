/* Content that is too long to be written out: filled by a rule, compared by a sum. The same bytes on every machine. */
#ifndef SUITE_CONTENT_H
#define SUITE_CONTENT_H

#include <stddef.h>
#include <stdint.h>

enum suite_rule {
    SUITE_RAMP = 1, /* 0, 1, ..., n - 1, 0, 1, ... */
    SUITE_NOISE,    /* drawn evenly from n values */
    SUITE_SKEWED,   /* each value 5/8 as likely as the one before it; n chooses the draw */
    SUITE_PHRASES,  /* new letters, and pieces again that stand at most n bytes before */
};

static inline uint32_t suite_draw(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u; /* Numerical Recipes, 2nd edition, section 7.1 */
    return *state >> 8;
}

static inline void suite_fill_phrases(uint8_t *bytes, size_t size, uint32_t n, uint32_t *state)
{
    size_t i = 0;
    while (i < size) {
        const int is_new = i == 0 || suite_draw(state) % 4 == 0;
        const size_t window = i < n ? i : n;
        const size_t back = is_new ? 0 : 1 + suite_draw(state) % window;
        for (size_t left = 3 + suite_draw(state) % 24; left > 0 && i < size; left--, i++)
            bytes[i] = is_new ? (uint8_t)('a' + suite_draw(state) % 26) : bytes[i - back];
    }
}

/* n is at least 1. */
static inline void suite_fill(void *buffer, size_t size, enum suite_rule rule, uint32_t n)
{
    uint8_t *bytes = buffer;
    uint32_t state = n;
    if (rule == SUITE_PHRASES) {
        suite_fill_phrases(bytes, size, n, &state);
        return;
    }
    for (size_t i = 0; i < size; i++) {
        bytes[i] = 0;
        if (rule == SUITE_RAMP)
            bytes[i] = (uint8_t)(i % n);
        else if (rule == SUITE_NOISE)
            bytes[i] = (uint8_t)(suite_draw(&state) % n);
        else
            while (suite_draw(&state) % 8 < 5)
                bytes[i]++;
    }
}

/* FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
static inline uint32_t suite_sum(const void *buffer, size_t size)
{
    const uint8_t *bytes = buffer;
    uint32_t sum = 0x811c9dc5u;
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ bytes[i]) * 0x01000193u;
    return sum;
}

#endif
