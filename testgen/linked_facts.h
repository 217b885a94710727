/* Facts of the files that a unit is linked with, read one by one when somebody asks: what those files use and nobody
 * defines is declared there and often nowhere in the unit.
 *
 *     struct linked_facts linked = {.options = options, .work = work, .arena = arena};
 *     for (size_t i = 0; (facts = linked_facts_get(&linked, i)); i++)
 *         ...
 *     linked_facts_release(&linked);
 *
 * A file of which nothing can be known (a library without facts) has empty facts. */
#ifndef CET_TESTGEN_LINKED_FACTS_H
#define CET_TESTGEN_LINKED_FACTS_H

#include "cet/core/arena.h"
#include "cet/model/facts.h"
#include "cet/testgen/explore.h"

struct linked_facts {
    const struct testgen_options *options;
    const char *work; /* folder for side files */
    struct arena *arena;
    struct facts *items; /* of the first read_count files */
    size_t read_count, capacity;
};

/* NULL: there is no such file. */
const struct facts *linked_facts_get(struct linked_facts *linked, size_t index);
void linked_facts_release(struct linked_facts *linked);

#endif
