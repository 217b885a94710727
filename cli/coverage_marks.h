/* Marks in the sources that take lines out of coverage (LCOV_EXCL_LINE and the like): reports heed them, the gate
 * counts everything and names them. A source that is not there has none. */
#ifndef CET_CLI_COVERAGE_MARKS_H
#define CET_CLI_COVERAGE_MARKS_H

#include "cet/core/arena.h"
#include "cet/core/strbuf.h"
#include "cet/model/coverage_change.h"
#include "cet/model/coverage_pile.h"

/* Takes out what marks hide. STATUS_INVALID for marks that do not close. */
enum status coverage_marks_apply(struct coverage *coverage, struct error *err);
enum status coverage_marks_apply_to_pile(struct coverage_pile *pile, struct error *err);

/* One line for each mark that would hide something, and for each source whose marks do not close. */
struct coverage_marks_list {
    char **items;
    size_t count, capacity;
};
void coverage_marks_find(const struct coverage *coverage, const char *folder, struct coverage_marks_list *ret);
/* Of marks that would hide changed lines or their branches, and of as much as that. */
void coverage_marks_find_changed(const struct coverage *coverage, const struct coverage_change *change,
                                 const char *folder, struct coverage_marks_list *ret);
/* NULL-terminated, in arena. */
const char **coverage_marks_names(const struct coverage_marks_list *list, struct arena *arena);
void coverage_marks_list_release(struct coverage_marks_list *list);

#endif
