/* Coverage from files of any known format, which is found by their content: gcov's JSON (gzip or plain) and text, lcov
 * tracefiles, exports of llvm-cov, Cobertura, cet's own data.
 *
 *     struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){0});
 *     status = coverage_read_files(paths, count, 0, pile, err);
 *
 * Bounded: what must be held whole by COVERAGE_MAX_JSON_BYTES a file; tracefiles and Cobertura are streams. */
#ifndef CET_COVERAGE_READ_H
#define CET_COVERAGE_READ_H

#include "cet/model/coverage_pile.h"

/* After a failure the pile holds a part and is to be thrown away. */
enum status coverage_read_file(const char *path, struct coverage_pile *pile, struct error *err);
/* All of them, small ones some at a time; the result does not depend on jobs (0: one for each processor). */
enum status coverage_read_files(const char *const *paths, size_t count, unsigned jobs, struct coverage_pile *pile,
                                struct error *err);
/* What the formats are called, for help and messages. */
const char *coverage_format_names(void);

#endif
