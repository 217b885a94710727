/* One interval of integers with its evidence, and arithmetic on it. ranges.h finds them in functions.
 *
 *     struct range index = range_of_type(&type);
 *     range_limit(&index, &(struct range_limit){.low = 0, .high = 9});
 *     struct range twice = range_compute(OP_MUL, &index, &two, &type);
 *
 * An interval alone finds nothing: of a parameter everything is possible. What counts is evidence, the values that the
 * source itself shows to be possible: a constant assigned on a path, the edge of a test on which the value lies there
 * (`if (n < 0) warn();` shows -1), the failure of a library function, a loop that may not run. `shown_low` and
 * `shown_high` are the least and the greatest value shown; what lies between them is not. */
#ifndef CET_CHECK_RANGE_H
#define CET_CHECK_RANGE_H

#include <stdbool.h>

#include "cet/model/facts.h"

enum range_flag {
    RANGE_BOUNDED_ABOVE = 1u << 0, /* was compared with an upper bound, be it one that is not known */
    RANGE_BOUNDED_BELOW = 1u << 1,
    RANGE_FROM_PARAM = 1u << 2, /* depends on a parameter of the function */
    RANGE_WRAPS = 1u << 3,      /* unsigned and shown to go below 0 just here; low_shower is the evidence */
    RANGE_STEPPED = 1u << 4,    /* made of its own former value: how often, only a test can show */
    RANGE_NOT_ZERO = 1u << 5,   /* was tested not to be 0 */
};

struct range {
    int64_t low, high;             /* INT64_MIN, INT64_MAX: that or beyond */
    int64_t shown_low, shown_high; /* shown_low > shown_high: nothing is shown */
    uint32_t low_shower;           /* nodes that show them */
    uint32_t high_shower;
    uint32_t source; /* CALL that brought the value from outside of the program, NO_ID: none */
    uint32_t flags;  /* enum range_flag */
    uint32_t growths;
};

/* Width and limits of an integer type, an enumeration or bool. */
struct integer_type {
    uint32_t bits;
    bool is_signed;
    int64_t low, high; /* as in struct range: those of unsigned 64-bit types end at INT64_MAX */
};
/* False for types of other kinds. */
bool integer_type_of(const struct facts *facts, uint32_t type, struct integer_type *ret_type);

struct range range_of_type(const struct integer_type *type);
/* Of a constant that stands at node. */
struct range range_of_constant(int64_t value, uint32_t node);

bool range_is_shown(const struct range *range);
bool range_is_single(const struct range *range);
/* Whether value is the least or the greatest value shown. */
bool range_shows(const struct range *range, int64_t value);
void range_show(struct range *range, int64_t value, uint32_t shower);
void range_show_nothing(struct range *range);
/* From outside, and neither compared with an upper bound nor at most `small` by its making. */
bool range_is_outside_unbounded(const struct range *range, int64_t small);

/* left op right in the type; op is an arithmetic operator of BINARY or ASSIGN. What wraps has the type's whole range.
 */
struct range range_compute(enum operator_token op, const struct range *left, const struct range *right,
                           const struct integer_type *type);
/* op is OP_MINUS, OP_BIT_NOT or OP_PLUS. */
struct range range_compute_unary(enum operator_token op, const struct range *operand, const struct integer_type *type);
/* After a conversion to the type. */
struct range range_convert(const struct range *range, const struct integer_type *type);

/* What a test says of a value. */
struct range_limit {
    int64_t low, high;
    bool has_excluded; /* any value but this */
    int64_t excluded;
    bool has_boundary; /* a value that the test shows to be possible, when it is within the range */
    int64_t boundary;
    uint32_t shower;
    uint32_t flags; /* enum range_flag, added */
};
/* False when no value is left. */
bool range_limit(struct range *range, const struct range_limit *limit);

/* Adds what `from` has; true when into changed. Ends after few steps: what grows again and again goes on to the next of
 * the sorted marks, then to the limits of its type (NULL: of 64 bits). */
bool range_join(struct range *into, const struct range *from, const struct integer_type *type, const int64_t *marks,
                uint32_t mark_count);

#endif
