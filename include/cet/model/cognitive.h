/* Cognitive complexity (Campbell, 2018), node by node, so that it can be told of a part of a function too.
 *
 *     uint32_t points = cognitive_of_nodes(graph, first, graph->nodes[last].subtree_end);
 */
#ifndef CET_MODEL_COGNITIVE_H
#define CET_MODEL_COGNITIVE_H

#include "cet/model/function_graph.h"

/* if, loops, switch and ?: make what is inside of them harder to read. */
bool graph_nests(const struct graph_node *node);
/* && or ||. */
bool graph_is_logical(const struct graph_node *node);
/* What nests or is logical: control goes one way or another. */
bool graph_decides(const struct graph_node *node);
/* The `if` of an `else if` continues its chain: no deeper than the first one. */
bool graph_is_else_if(const struct function_graph *graph, uint32_t node);

/* Of the node alone, `depth` structures deep. What a macro hides counts nothing. */
uint32_t cognitive_weight(const struct function_graph *graph, uint32_t node, uint32_t depth);
/* Of the nodes [first, end), as if they stood in a function of their own. */
uint32_t cognitive_of_nodes(const struct function_graph *graph, uint32_t first, uint32_t end);

#endif
