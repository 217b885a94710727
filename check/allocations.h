/* Calls that return a new block, and how large it is.
 *
 *     struct allocation block;
 *     if (allocation_find(facts, graph, call, &block))
 *         ... graph->nodes[block.size] ... */
#ifndef CET_CHECK_ALLOCATIONS_H
#define CET_CHECK_ALLOCATIONS_H

#include <stdbool.h>

#include "cet/model/facts.h"

struct allocation {
    uint32_t size;   /* node */
    uint32_t factor; /* node that the size is multiplied by (calloc), NO_ID: none */
};

/* The library's allocators, and what the program has under names that end in malloc, calloc, alloc or realloc and that
 * return a pointer to void. */
bool allocation_find(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                     struct allocation *ret_block);

#endif
