/* New material for programs: values by type and role, objects through their producers, whole calls. */
#ifndef EXPLORE_GROW_H
#define EXPLORE_GROW_H

#include "program.h"

struct grower {
    struct program *p;
    uint16_t at;    /* where the next step goes; producers are put before it */
    uint32_t depth; /* of producers within producers */
    bool is_whole;  /* no field of the argument being made is left out, nor the lists that hang on it */
    uint32_t least; /* elements that the argument being made needs, as far as is known */
};

/* Puts a call of function at g->at, with what it needs before it; g->at is behind it afterwards. False: no room. The
 * program may then be half-changed: throw it away. */
bool cet_grow_call(struct grower *g, uint32_t function);
/* A new value for argument `arg` of function; NO_VALUE: no room. */
uint16_t cet_grow_argument(struct grower *g, uint32_t function, uint32_t arg);
/* Sets the values of all lengths of the step from what they measure, with now and then one too many or too few. */
void cet_grow_lengths(struct program *p, uint16_t step, bool is_exact);
/* Gives the step's arguments the elements back that their functions need at least. */
void cet_grow_leasts(struct program *p, uint16_t step);
/* One of the program's values that fit, by chance; NO_VALUE: there is none. */
uint16_t cet_grow_choose(const struct program *p, bool (*fits)(const struct value *v));

#endif
