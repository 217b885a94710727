/* How a buffer that is too long to be written out is filled: by a rule of suite_content.h, packed into its number. */
#ifndef EXPLORE_RULES_H
#define EXPLORE_RULES_H

#include "program.h"
#include "suite_content.h"

/* A number for VALUE_BUFFER that stands for some rule. */
int64_t cet_rule_draw(void);
/* SUITE_RAMP ...; 0: each byte is `fill`. */
static inline uint32_t rule_of(const struct value *v)
{
    return (uint32_t)(v->number & 0xff);
}
static inline uint32_t rule_parameter(const struct value *v)
{
    return (uint32_t)(v->number >> 8);
}
const char *cet_rule_word(const struct value *v);
/* The first length bytes that a buffer holds before the first step. */
void cet_rule_fill(const struct value *v, uint8_t *out, uint32_t length);

#endif
