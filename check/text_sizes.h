/* How long the text may be that a call returns, as far as the call itself says so. */
#ifndef CET_CHECK_TEXT_SIZES_H
#define CET_CHECK_TEXT_SIZES_H

#include <stdbool.h>

#include "cet/model/facts.h"

/* Bytes before the NUL: of functions of the C library that print into a buffer of their own, and of any function that
 * is given a buffer to write to and, right behind it, a constant size. */
bool text_size_of_call(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                       uint64_t *ret_longest);

#endif
