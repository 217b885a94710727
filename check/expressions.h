/* Questions about expressions that several checks ask. */
#ifndef CET_CHECK_EXPRESSIONS_H
#define CET_CHECK_EXPRESSIONS_H

#include <stdbool.h>

#include "cet/model/facts.h"

enum result_use {
    RESULT_USED,
    RESULT_VOIDED,    /* thrown away by a cast to void: deliberately */
    RESULT_DISCARDED, /* thrown away without a word */
};
enum result_use call_result_use(const struct function_graph *graph, uint32_t call);

/* Whether both designate the same variable or the same field, element or pointee reached the same way, without side
 * effects on the way. A DECLARE node stands for its variable. */
bool is_same_place(const struct function_graph *graph, uint32_t a, uint32_t b);

/* What was put into place last in the order of the text before the node `before`: the value of an ASSIGN or DECLARE;
 * NO_ID when nothing was, or when it was changed in another way. */
uint32_t last_value(const struct function_graph *graph, uint32_t place, uint32_t before);
/* One of the six comparisons of two values. */
bool is_value_comparison(const struct function_graph *graph, uint32_t node);

/* Whether the place is read or written somewhere below node, or is node itself. */
bool mentions_place(const struct function_graph *graph, uint32_t node, uint32_t place);

/* Whether the FUNCTION node is what its CALL calls, also as (*f)() and (&f)(). */
bool is_callee(const struct function_graph *graph, uint32_t node);

/* The function that a CALL node calls by name, NULL through pointers. */
const struct fact_function *called_function(const struct facts *facts, const struct function_graph *graph,
                                            uint32_t call);

/* Value of a constant expression, casts looked through; null pointers are 0. */
bool constant_value(const struct function_graph *graph, uint32_t node, int64_t *ret_value);

/* Whether both are the same constant, the same place, or a look-up of the same by one function: dirfd(dir). */
bool are_same_values(const struct function_graph *graph, uint32_t a, uint32_t b);

#endif
