/* What a loop's condition asks, for checks of loops that end at what they read. */
#ifndef CET_CHECK_LOOPS_H
#define CET_CHECK_LOOPS_H

#include "cet/model/facts.h"

bool is_loop(const struct graph_node *node);
/* Of a WHILE, DO or FOR node; NO_ID: it has none. */
uint32_t loop_condition(const struct function_graph *graph, uint32_t loop);
/* The innermost loop around a node, NO_ID: none. */
uint32_t enclosing_loop(const struct function_graph *graph, uint32_t node);
/* Whether the expression reads through a pointer or from an array. */
bool reads_data(const struct function_graph *graph, uint32_t node);
/* ++, --, in front or behind. */
bool is_step(const struct graph_node *node);

#endif
