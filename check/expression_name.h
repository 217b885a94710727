/* Names of expressions for messages. */
#ifndef CET_CHECK_EXPRESSION_NAME_H
#define CET_CHECK_EXPRESSION_NAME_H

#include "cet/model/facts.h"

/* What a reader calls the expression: 'n', 'list->count', in quotes; "the value" where it has no short name. Lives in
 * the arena. */
const char *expression_name(const struct facts *facts, const struct fact_function *function, uint32_t node,
                            struct arena *arena);

/* Of a MEMBER node; NULL: not known. */
const char *field_name(const struct facts *facts, const struct function_graph *graph, uint32_t member);

#endif
