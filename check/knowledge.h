/* What is known of values on a path: the tests that it passed and the constants that it assigned, so that a later test
 * of the same is known to go one way only.
 *
 *     struct known_test test;
 *     if (knowledge_read_test(&terms, condition, &is_true, &test)) {
 *         knowledge_turn(&test, is_true);
 *         if (!knowledge_allows(&path, &test))
 *             ...                                  // this edge is never taken on such a path
 *         knowledge_add(&path, &test);
 *     }
 *
 * Bounded: what is too much is not kept, which only makes less known. */
#ifndef CET_CHECK_KNOWLEDGE_H
#define CET_CHECK_KNOWLEDGE_H

#include "failure_edges.h"
#include "terms.h"

#define KNOWLEDGE_MAX_TESTS 8

struct known_test {
    uint32_t term;
    struct result_test test; /* that the term's value passes */
};

struct knowledge {
    uint32_t count;
    struct known_test tests[KNOWLEDGE_MAX_TESTS];
};

/* What a condition asks; *is_true is turned round with each `!` on the way. False when it asks nothing of a term. */
bool knowledge_read_test(const struct terms *terms, uint32_t condition, bool *is_true, struct known_test *ret_test);
/* The opposite test unless is_true. */
void knowledge_turn(struct known_test *test, bool is_true);

bool knowledge_allows(const struct knowledge *knowledge, const struct known_test *test);
void knowledge_add(struct knowledge *knowledge, const struct known_test *test);
/* `place` has changed. */
void knowledge_forget(struct knowledge *knowledge, const struct terms *terms, uint32_t place);
/* Whether all that `into` knows holds wherever `from` does. */
bool knowledge_covers(const struct knowledge *into, const struct knowledge *from);
/* Keeps what holds on both of two paths; true when `into` changed. */
bool knowledge_weaken(struct knowledge *into, const struct knowledge *from);

#endif
