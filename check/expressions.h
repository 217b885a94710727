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

/* One of the six comparisons of two values. */
bool is_value_comparison(const struct function_graph *graph, uint32_t node);

/* Whether the place is read or written somewhere below node, or is node itself. */
bool mentions_place(const struct function_graph *graph, uint32_t node, uint32_t place);

/* The function that a CALL node calls by name, NULL through pointers. */
const struct fact_function *called_function(const struct facts *facts, const struct function_graph *graph,
                                            uint32_t call);

/* Value of a constant expression, casts looked through; null pointers are 0. */
bool constant_value(const struct function_graph *graph, uint32_t node, int64_t *ret_value);

#endif
