/* Whether two pieces of one function are the same code, and whether evaluating one leaves everything as it was. */
#ifndef CET_CHECK_SAME_CODE_H
#define CET_CHECK_SAME_CODE_H

#include <stdbool.h>

#include "cet/model/facts.h"

/* Token by token the same, names and literals included; what came from different macros differs even where the macros
 * say the same today. Variables that each declares for itself are told by their position. */
bool is_same_code(const struct function_graph *graph, uint32_t a, uint32_t b);

/* No assignment, no ++, no call but of functions that promise to have no effect, no volatile variable is read. */
bool is_free_of_effects(const struct facts *facts, const struct function_graph *graph, uint32_t node);

#endif
