/* Which name in one piece of code stands for which in another: the same for the same, both ways. */
#ifndef CET_CHECK_NAME_PAIRS_H
#define CET_CHECK_NAME_PAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum name_class {
    NAME_LOCAL = 1, /* local variable or parameter: its name may differ */
    NAME_GLOBAL,
    NAME_FUNCTION,
    NAME_FIELD,
    NAME_TYPE,
    NAME_LABEL,
    NAME_VALUE, /* a literal: need not stand for the same throughout */
};

struct name {
    uint64_t class; /* enum name_class; values of different kinds of literal never meet */
    uint64_t id;
};

struct name_pair {
    struct name from, to;
    uint32_t round; /* entries of earlier rounds are empty */
};

struct name_pairs {
    struct name_pair *forward, *backward; /* open addressing */
    size_t capacity;                      /* of each, a power of two */
    size_t count;
    uint32_t round;
    uint32_t differences; /* pairs of this round that would have to become parameters */
};

/* Forgets all pairs. */
void name_pairs_clear(struct name_pairs *pairs);
/* False when one of them already stands for something else. */
bool name_pairs_add(struct name_pairs *pairs, struct name from, struct name to);
void name_pairs_release(struct name_pairs *pairs);

#endif
