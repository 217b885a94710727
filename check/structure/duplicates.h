/* Pieces of code that stand twice and are worth a function: clones of a few lines, outside of generated files. */
#ifndef CET_CHECK_STRUCTURE_DUPLICATES_H
#define CET_CHECK_STRUCTURE_DUPLICATES_H

#include "clones.h"

struct duplicate {
    struct clone clone;
    struct source_range here, there; /* of clone.other, of clone.one */
    uint32_t lines;                  /* of here */
};

typedef void (*duplicate_fn)(void *context, const struct duplicate *duplicate);
void duplicates_find(const struct facts *facts, uint32_t least_nodes, duplicate_fn visit, void *context);

#endif
