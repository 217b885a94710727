/* Objects that lie within others or hang on them: the state behind a stream, the lexer of a parser. What its owner has
 * set up is worth more than one filled by hand. A path is a row of fields, from the record that a pointer leads to up
 * to an embedded record or a pointer to one. */
#ifndef EXPLORE_MEMBERS_H
#define EXPLORE_MEMBERS_H

#include "run.h"

#define MEMBER_SPELLING 200u
#define OWNERS_MAX 4u

struct owners {
    uint32_t count;
    uint32_t types[OWNERS_MAX]; /* pointers that some function sets up or returns */
};

/* After cet_makers_open. */
void cet_members_open(void);
/* Whose members are objects of such a key. */
const struct owners *cet_members_owners(uint32_t key);
/* One of the paths, by chance, from what `from` points to up to an object as pointer `wanted` leads to; 0: none. */
uint64_t cet_members_find(uint32_t from, uint32_t wanted);
/* A value for what lies there, as it is when a step begins; NO_VALUE: no room. */
uint16_t cet_members_add(struct program *p, uint16_t base, uint64_t path, uint32_t type);
/* Puts the pointer into out: NULL when one on the way is. False: the way leads through memory that is gone. */
bool cet_members_follow(const struct run *run, const struct value *v, uint32_t base_type, const void *base, void *out);
/* As C writes it: `state->l_desc`. True: its address is what is meant. */
bool cet_members_spell(uint32_t from, uint64_t path, char out[MEMBER_SPELLING]);

#endif
