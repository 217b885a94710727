/* How much of a program stands twice, by the rule of the check cet-duplicate-code.
 *
 *     duplicate_lines_each(&facts, &thresholds, add_lines, &sum);
 */
#ifndef CET_CHECK_DUPLICATES_H
#define CET_CHECK_DUPLICATES_H

#include "cet/check/check.h"

/* Gives the lines of each piece of code that stands elsewhere too; the first of equal pieces is not given. */
typedef void (*duplicate_lines_fn)(void *context, uint32_t lines);
void duplicate_lines_each(const struct facts *facts, const struct check_thresholds *thresholds,
                          duplicate_lines_fn visit, void *context);

#endif
