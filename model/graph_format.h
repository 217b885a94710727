/* The part of a function's record that holds its graph. */
#ifndef CET_MODEL_GRAPH_FORMAT_H
#define CET_MODEL_GRAPH_FORMAT_H

#include "cet/core/strbuf.h"
#include "cet/model/facts.h"

/* Appends the fields locals, nodes, entry, exit and blocks; lines of nodes count from function->range. */
void graph_format(const struct fact_function *function, struct strbuf *out);

#endif
