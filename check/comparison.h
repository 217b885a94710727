/* What a condition compares with a constant: `x < 0`, `NULL == p`, `!p`, `unlikely(x)`. */
#ifndef CET_CHECK_COMPARISON_H
#define CET_CHECK_COMPARISON_H

#include <stdbool.h>

#include "cet/model/facts.h"

struct comparison {
    uint32_t operand;       /* node; a bare condition is its own operand */
    enum operator_token op; /* OP_LT..OP_NE, the operand on the left: a bare condition is `operand != 0` */
    int64_t constant;
    bool holds; /* on the edge that was asked about: `!` turns it round */
};

/* `value op constant`, without a condition that asks it. */
struct result_test {
    enum operator_token op;
    int64_t constant;
};
bool result_test_holds(const struct result_test *test, int64_t value);

/* `a < b` is `b > a`. */
enum operator_token operator_turned_round(enum operator_token op);

/* The condition below `!`, casts and __builtin_expect, which likely() and unlikely() are made of; *is_true is turned
 * round with each `!`. NO_ID where there is none. */
uint32_t condition_below_layers(const struct facts *facts, const struct function_graph *graph, uint32_t condition,
                                bool *is_true);

/* The condition on its edge is_true, below `!`, casts and __builtin_expect; false when it compares with no constant. */
bool comparison_read(const struct facts *facts, const struct function_graph *graph, uint32_t condition, bool is_true,
                     struct comparison *ret_comparison);

/* Whether `value op constant` is as the edge wants it. */
bool comparison_allows(const struct comparison *comparison, int64_t value);

#endif
