/* Arguments of library calls that say how much: of an allocation, or of a buffer given with it.
 *
 *     struct sized_argument sizes[MAX_SIZED_ARGUMENTS];
 *     uint32_t count = sized_arguments_of(facts, graph, call, sizes);
 */
#ifndef CET_CHECK_SIZED_ARGUMENTS_H
#define CET_CHECK_SIZED_ARGUMENTS_H

#include "cet/model/facts.h"
#include "cet/model/libc_roles.h"

#define MAX_SIZED_ARGUMENTS 4

struct sized_argument {
    uint32_t size;   /* node of the argument */
    uint32_t buffer; /* node of the one that it is the size of, NO_ID: of an allocation */
    enum libc_role_kind kind;
};

/* How many; none when the call is no library function's. */
uint32_t sized_arguments_of(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                            struct sized_argument ret_sizes[MAX_SIZED_ARGUMENTS]);

/* An array of known size that the expression designates or decays from. */
struct fixed_array {
    uint64_t count;
    uint64_t size_bytes;
};
/* False for others, and for one of at most one element at the end of a structure, which stands for one of any size. */
bool fixed_array_of(const struct facts *facts, const struct function_graph *graph, uint32_t node,
                    struct fixed_array *ret_array);

#endif
