/* Readers of the formats in which coverage comes, each into a pile. They add what they read as they go: after a failure
 * the pile holds a part and is to be thrown away. Relative paths start at the current folder unless said otherwise.
 *
 *     status = coverage_read_tracefile("coverage.info", pile, err);
 *
 * Which format a file has is found by its content (cet/coverage/read.h). */
#ifndef CET_MODEL_COVERAGE_READERS_H
#define CET_MODEL_COVERAGE_READERS_H

#include "cet/model/coverage_pile.h"

#define COVERAGE_MAX_JSON_BYTES ((size_t)2 << 30) /* held in memory whole, beside the pile */

/* lcov, read as a stream: any size. */
enum status coverage_read_tracefile(const char *path, struct coverage_pile *pile, struct error *err);
/* Cobertura XML, read as a stream. Entities are refused, nothing is fetched. */
enum status coverage_read_cobertura(const char *path, struct coverage_pile *pile, struct error *err);
/* `llvm-cov export -format=text`, not -summary-only. */
enum status coverage_parse_llvm(const char *name, const char *text, size_t length, struct coverage_pile *pile,
                                struct error *err);
/* cet's own, whole (docs/formats/coverage.md). */
enum status coverage_parse_data(const char *name, const char *text, size_t length, struct coverage_pile *pile,
                                struct error *err);

#endif
