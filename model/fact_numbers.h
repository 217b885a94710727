/* Tables of numbers as one JSON string: half of a facts file is nodes, whose numbers are small. A number is base64
 * digits of 5 bits each, the lowest first; all but its last have bit 32 set (as in source maps, ECMA-426). A signed
 * number n is written as 2n, -n as 2n - 1.
 *
 *     at = fact_put_number(at, node->kind);
 *     at = fact_put_signed(at, (int64_t)node->range.line - base);
 *
 *     fact_open_numbers(r);
 *     uint64_t kind = fact_next_number(r, NODE_KIND_COUNT - 1);
 *     int64_t line = fact_next_signed(r);
 *     fact_close_numbers(r);
 */
#ifndef CET_MODEL_FACT_NUMBERS_H
#define CET_MODEL_FACT_NUMBERS_H

#include <stdint.h>

#include "cet/model/source.h"
#include "fact_reader.h"

#define FACT_DIGITS_MAX 13 /* of 64 bits */

extern const char fact_digits[64];

/* Writes at `at`, which has FACT_DIGITS_MAX bytes of room; gives the end. */
static inline char *fact_put_number(char *at, uint64_t value)
{
    for (; value >= 32; value >>= 5)
        *at++ = fact_digits[(value & 31) | 32];
    *at++ = fact_digits[value];
    return at;
}

static inline char *fact_put_signed(char *at, int64_t value)
{
    uint64_t doubled = (uint64_t)value << 1;
    return fact_put_number(at, value < 0 ? ~doubled : doubled);
}

/* NO_ID is 0, the others are one more. */
static inline char *fact_put_id(char *at, uint32_t id)
{
    return fact_put_number(at, (uint32_t)(id + 1));
}

/* Opens the string that starts here; gives how many numbers it has at most. */
uint32_t fact_open_numbers(struct fact_reader *r);
uint64_t fact_next_number(struct fact_reader *r, uint64_t most);
int64_t fact_next_signed(struct fact_reader *r);
uint32_t fact_next_id(struct fact_reader *r, uint32_t count);
void fact_close_numbers(struct fact_reader *r); /* a fault when there are more */

#endif
