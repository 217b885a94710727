/* From the corpus to the tests of a plan: few, short, and together reaching what the corpus reached. Each is made
 * small, gives back what it took, and keeps only observations that do not change with addresses and fill bytes. */
#ifndef EXPLORE_CHOOSE_H
#define EXPLORE_CHOOSE_H

#include "judge.h"
#include "result.h"
#include "search.h"

#define CHOSEN_MAX 3000u
#define CHOSEN_OWN 24u /* of what a test alone adds, as many are told */

struct chosen {
    struct program *program;
    uint16_t function; /* under test */
    uint16_t tested_step;
    uint8_t kind; /* enum test_kind */
    uint8_t outcome;
    uint32_t new_edges; /* that no other chosen test reaches */
    uint32_t new_mutants;
    uint32_t own_edges[CHOSEN_OWN]; /* the first of them, in the unit's order */
    uint32_t own_mutants[CHOSEN_OWN];
    bool is_dropped;
    bool leaves_nothing; /* no block is left at the end */
    uint32_t observation_count;
    struct observation *observations;
    uint32_t *kills; /* by observation: mutants that only it tells */
    char *text;
    uint32_t edge_count;
    uint32_t *edges;
    struct verdict verdict;
};

enum test_kind { TEST_HAPPY, TEST_ERROR, TEST_BOUNDARY, TEST_EDGE, TEST_SEQUENCE };

struct choice {
    struct chosen *tests;
    uint32_t count;
    uint32_t mutants, killed;
    bool was_late; /* the time cap ended it */
};

struct choice cet_choose(const struct search_options *options);

#endif
