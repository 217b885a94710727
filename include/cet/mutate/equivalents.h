/* Mutants that no test can tell apart, from the source or from each other: docs/formats/mutants.md.
 *
 *     status = mutate_equivalents(&(struct mutate_equivalents_options){.sources = sources, .source_count = 2}, &set,
 * err);
 *
 * goes over a set with verdicts. A mutant that a test killed keeps its verdict; one that is the same as another becomes
 * a duplicate when both came out alike. */
#ifndef CET_MUTATE_EQUIVALENTS_H
#define CET_MUTATE_EQUIVALENTS_H

#include "cet/mutate/list.h"

struct mutate_equivalents_options {
    const struct mutate_list_options *sources; /* those of the set, with the operators and root that it was made with */
    size_t source_count;
    unsigned jobs; /* compilations at once; 0: one for each usable processor */
    /* May be NULL; called from several threads, but never by two at once. */
    void (*progress)(void *context, const char *stage, size_t done, size_t total);
    void *progress_context;
};

/* On failure the set is as before. STATUS_INVALID with the compiler's message. */
enum status mutate_equivalents(const struct mutate_equivalents_options *options, struct mutant_set *set,
                               struct error *err);

#endif
