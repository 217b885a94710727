/* Suggests changes of structure and ranks them by worth; model/refactoring.h says what that is, refactoring_kinds.def
 * which moves there are. Nothing is suggested in system headers.
 *
 *     SCOPED(refactoring_set_release) struct refactoring_set set = {0};
 *     refactorings_find(&facts, &(struct refactoring_options){.thresholds = &thresholds}, &set);
 */
#ifndef CET_CHECK_REFACTORINGS_H
#define CET_CHECK_REFACTORINGS_H

#include "cet/check/check.h"
#include "cet/model/refactoring.h"

struct refactoring_options {
    const struct check_thresholds *thresholds; /* NULL: the standard ones */
    const uint32_t *changes;                   /* for each function: commits that touched it; NULL: not known */
};

/* Ranked. */
void refactorings_find(const struct facts *facts, const struct refactoring_options *options,
                       struct refactoring_set *set);

#endif
