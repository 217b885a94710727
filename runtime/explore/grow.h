/* New material for programs: values by type and role, objects through their producers, whole calls. */
#ifndef EXPLORE_GROW_H
#define EXPLORE_GROW_H

#include "program.h"

struct grower {
    struct program *p;
    uint16_t at;    /* where the next step goes; producers are put before it */
    uint32_t depth; /* of producers within producers */
};

void cet_grow_open(void);
/* Puts a call of function at g->at, with what it needs before it; g->at is behind it afterwards. False: no room. The
 * program may then be half-changed: throw it away. */
bool cet_grow_call(struct grower *g, uint32_t function);
/* A new value for argument `arg` of function; NO_VALUE: no room. */
uint16_t cet_grow_argument(struct grower *g, uint32_t function, uint32_t arg);
/* Sets the values of all lengths of the step from what they measure, with now and then one too many or too few. */
void cet_grow_lengths(struct program *p, uint16_t step, bool is_exact);
/* Functions that return, initialise or give back objects of a type's key; *ret_count of them. */
const uint16_t *cet_grow_producers(uint32_t key, uint32_t *ret_count);
const uint16_t *cet_grow_initialisers(uint32_t key, uint32_t *ret_count);
/* A function that takes nothing else but such an object and gives it back; EXPLORE_NONE: none. */
uint32_t cet_grow_destroyer(uint32_t key);
/* Whether the object that value stands for was given away by a step before `before`. */
bool cet_grow_is_consumed(const struct program *p, uint16_t value, uint16_t before);

#endif
