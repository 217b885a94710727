/* Whether control can come out at the end of a statement, read off the syntax alone: what a constant condition decides
 * today may be another thing in the next build, so both branches of each condition count as possible, those of endless
 * loops aside (`for (;;)`, `while (1)`).
 *
 *     bool *completes = completion_find(facts, graph);
 *     if (!completes[node])
 *         ...                          // what follows it, and carries no label, is never reached
 *     free(completes); */
#ifndef CET_CHECK_COMPLETION_H
#define CET_CHECK_COMPLETION_H

#include <stdbool.h>

#include "cet/model/facts.h"

/* For each node; expressions complete unless they call a function that never returns. */
bool *completion_find(const struct facts *facts, const struct function_graph *graph);

/* Whether calling it never comes back: it says so, or it is a helper of which a statement, that nothing leads past,
 * calls a function that says so. NULL: it does. */
bool ends_program(const struct facts *facts, const struct fact_function *function);

/* The statement below labels: of `case 1: case 2: x();` the call. */
uint32_t below_labels(const struct function_graph *graph, uint32_t statement);
/* The last statement that runs: of a block or label its last one. */
uint32_t last_statement(const struct function_graph *graph, uint32_t statement);
bool is_label(const struct graph_node *node);

#endif
