/* Pieces of code that stand twice: runs of statements of the same form, whose names differ consistently.
 *
 *     clones_find(facts, 60, report_clone, pass);
 *
 * A piece is a run of statements of one block and has at least so many syntax nodes, counted without what macros and
 * the compiler add and without tables and declarations. Names of variables may differ as long as the same stands for
 * the same throughout; a few functions, fields, types and literals may differ too, as many as one would make
 * parameters. Runs are found by their forms' hashes and then compared node by node, so the work grows with the size of
 * the code. */
#ifndef CET_CHECK_CLONES_H
#define CET_CHECK_CLONES_H

#include "cet/model/facts.h"

struct clone_side {
    uint32_t function;
    uint32_t first, last; /* nodes of the first and the last statement */
};

struct clone {
    struct clone_side one, other; /* `other` stands later in the facts */
    uint32_t nodes;
    uint32_t differences; /* what would become parameters, variables not counted */
};

typedef void (*clone_fn)(void *context, const struct clone *clone);
/* Each piece is given once, with an earlier one that it is like, in the order of the facts; a piece inside of a piece
 * that was given is not. is_left_out: for each file, those whose code is not looked at; NULL: none. */
void clones_find(const struct facts *facts, uint32_t least_nodes, const bool *is_left_out, clone_fn visit,
                 void *context);

#endif
