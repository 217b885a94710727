/* One file of a coverage by itself, for those who gather many. */
#ifndef CET_MODEL_COVERAGE_FILE_H
#define CET_MODEL_COVERAGE_FILE_H

#include "cet/model/coverage.h"

/* What it owns, the path too; it is zero afterwards. */
void coverage_file_release(struct coverage_file *file);
/* Both normalised. test_map: the places of from's tests among those of into, NULL: the same. Says what cannot be of one
 * source in ret_conflict, which is empty on call and stays empty otherwise (both texts are the caller's to free). */
void coverage_file_merge(struct coverage_file *into, const struct coverage_file *from, const uint32_t *test_map,
                         struct coverage_conflict *ret_conflict);

/* Takes the conflict over unless its file has one; a conflict without path is none. */
void coverage_add_conflict(struct coverage *coverage, struct coverage_conflict *conflict);
/* The places of from's tests among those of into, malloc'ed. */
uint32_t *coverage_map_tests(struct coverage *into, const struct coverage *from);

#endif
