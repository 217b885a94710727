/* The lists of a coverage file by what they hold, and sums of two of one kind. */
#ifndef CET_MODEL_COVERAGE_LISTS_H
#define CET_MODEL_COVERAGE_LISTS_H

#include "cet/model/coverage.h"

/* A kind of list. compare orders by key, add puts the counts of one entry to those of another. */
struct coverage_kind {
    size_t size;
    int (*compare)(const void *, const void *);
    void (*add)(void *into, const void *from);
};

extern const struct coverage_kind coverage_line_kind, coverage_branch_kind, coverage_condition_kind,
    coverage_function_kind, coverage_test_line_kind, coverage_checksum_kind;

/* Sorts, and makes equal keys one entry with the sum. Returns how many are left; drop, which may be NULL, is told of
 * each that was added to another. */
size_t coverage_list_sum(const struct coverage_kind *kind, void *list, size_t count, void (*drop)(void *));
/* Adds what has its like in items; true when everything had. Nothing is added otherwise. */
bool coverage_list_add(const struct coverage_kind *kind, char *items, size_t count, const char *more,
                       size_t more_count);
/* A new list of both, in which equal keys are one entry with the sum; list is freed. kept, which may be NULL, is told
 * where an entry of more went in as it is. */
void *coverage_list_merge(const struct coverage_kind *kind, void *list, size_t *count, size_t *capacity,
                          const void *more_list, size_t more_count, void (*kept)(void *));
/* The same of branches and conditions, block by block. */
void *coverage_blocks_merge(const struct coverage_kind *kind, struct coverage_file *into, void *items, size_t *count,
                            size_t *capacity, const struct coverage_file *from, const void *more, size_t more_count);

#endif
