/* Which variable a place belongs to, or a pointer points into.
 *
 *     struct storage to = storage_pointed_to(graph, graph_child(graph, call, 1));
 *     if (to.variable != NO_ID && !to.is_behind)
 *         the argument is the address of that variable or of a part of it
 *
 * `local.field[2]` belongs to local; `param->field` lies behind param, and so does `*param`. */
#ifndef CET_CHECK_STORAGE_H
#define CET_CHECK_STORAGE_H

#include <stdbool.h>

#include "cet/core/arena.h"
#include "cet/model/facts.h"

struct storage {
    uint32_t variable; /* node: PARAM, LOCAL, GLOBAL, STRING_LITERAL or COMPOUND_LITERAL; NO_ID: none of these */
    bool is_behind;    /* reached through a pointer that the variable, or what lies behind it, holds */
};

struct storage storage_of_place(const struct function_graph *graph, uint32_t place);
struct storage storage_pointed_to(const struct function_graph *graph, uint32_t pointer);

/* The variable that an expression starts from, whichever way; NO_ID: none. */
uint32_t storage_root(const struct function_graph *graph, uint32_t node);
/* Whether a and b are nodes of one variable; a DECLARE stands for its variable. */
bool is_same_variable(const struct function_graph *graph, uint32_t a, uint32_t b);

/* The array of fixed size that a pointer points into, and how many bytes there are from there to its end; NO_ID: none.
 * Arrays of one element that end a struct are taken for the old way to write flexible ones. */
uint32_t storage_fixed_array(const struct facts *facts, const struct function_graph *graph, uint32_t pointer,
                             uint64_t *ret_bytes);

/* The field that a MEMBER node names, NULL when its record is not known. */
const struct type_field *member_field(const struct facts *facts, const struct function_graph *graph, uint32_t member);

/* "list->items[i]", for messages; "..." for what has no short text. */
const char *place_text(const struct facts *facts, const struct fact_function *function, uint32_t node,
                       struct arena *arena);

#endif
