/* Which macros an expression is made of. */
#ifndef CET_CHECK_MACROS_H
#define CET_CHECK_MACROS_H

#include <stdbool.h>

#include "cet/model/facts.h"

/* Whether a token of node or below it comes from the macro: O_CREAT in `open(path, O_CREAT | flags)`. */
bool names_macro(const struct facts *facts, const struct function_graph *graph, uint32_t node, const char *macro);

#endif
