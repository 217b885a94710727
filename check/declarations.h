/* Where a program declares its functions and variables. */
#ifndef CET_CHECK_DECLARATIONS_H
#define CET_CHECK_DECLARATIONS_H

#include <stdbool.h>

#include "cet/model/facts.h"

/* The declarations of facts ordered by what they declare.
 *
 *     struct declarations all;
 *     declarations_init(&all, facts);
 *     for (uint32_t i = all.of_function[f]; i < all.of_function[f + 1]; i++)
 *         look_at(all.items[i]);
 *     declarations_release(&all); */
struct declarations {
    const struct fact_declaration **items;
    uint32_t *of_function; /* function_count + 1: the first of each */
    uint32_t *of_global;   /* global_count + 1 */
};

void declarations_init(struct declarations *all, const struct facts *facts);
void declarations_release(struct declarations *all);

/* A file that no compiler was called on: it is there to be included. */
bool is_header(const struct facts *facts, uint32_t file);

#endif
