/* Who makes, initialises and gives back objects of a type, by the key of that type. */
#ifndef EXPLORE_MAKERS_H
#define EXPLORE_MAKERS_H

#include "program.h"

#define MAKERS_MAX 24u

struct makers {
    uint32_t producer_count, initialiser_count;
    uint16_t producers[MAKERS_MAX], initialisers[MAKERS_MAX];
};

void cet_makers_open(void);
const struct makers *cet_makers_of(uint32_t key);
/* What objects are kept apart by: the record behind a pointer, or the handle itself. */
uint32_t cet_object_key(uint32_t type);
bool cet_is_object_pointer(uint32_t type);
/* A function that takes nothing else but such an object and gives it back; EXPLORE_NONE: none. */
uint32_t cet_makers_destroyer(uint32_t key);
/* Whether the object that value stands for was given away by a step before `before`. */
bool cet_is_consumed(const struct program *p, uint16_t value, uint16_t before);

#endif
