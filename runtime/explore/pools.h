/* What scalars and texts are drawn from: constants of the source, operands seen in compares, boundaries, and texts that
 * grew in the corpus. */
#ifndef EXPLORE_POOLS_H
#define EXPLORE_POOLS_H

#include <stdint.h>

#include "result.h"

void cet_pools_open(void);
void cet_pools_add_number(int64_t number);
void cet_pools_add_text(const void *bytes, uint32_t length);
void cet_pools_learn(const struct result *result);

int64_t cet_pools_integer(uint32_t type);
/* A number of elements, from the source's constants where one of them is no more than max. */
int64_t cet_pools_count(int64_t max);
double cet_pools_real(void);
/* Writes a text of at most max bytes; returns its length. may_hold_nul: bytes of all kinds. */
uint32_t cet_pools_write_text(uint8_t *out, uint32_t max, bool may_hold_nul);
/* A member more in some object of JSON-like text: its name is a token of the source, its value drawn or, with value,
 * that. The new length; the old one where there is no object or no room. */
uint32_t cet_pools_add_member(uint8_t *text, uint32_t length, uint32_t max, const char *value, uint32_t value_length);
/* Changes a text in place; returns the new length. */
uint32_t cet_pools_change_text(uint8_t *text, uint32_t length, uint32_t max, bool may_hold_nul);
/* A text of the source or of a compare; its length, 0 where there is none that fits. */
uint32_t cet_pools_write_token(uint8_t *out, uint32_t max);
/* A number of the source or of a compare. */
int64_t cet_pools_known_number(void);
/* The n-th of a fixed grid for the type; false: there are fewer. */
bool cet_pools_boundary(uint32_t type, uint32_t n, int64_t *ret_number);

#endif
