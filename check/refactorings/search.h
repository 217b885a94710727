/* What the suggestions share: the calls, the figures of functions, and one suggestion that is being put together. */
#ifndef CET_CHECK_REFACTORINGS_SEARCH_H
#define CET_CHECK_REFACTORINGS_SEARCH_H

#include "call_circles.h"
#include "cet/check/refactorings.h"

struct refactoring_search {
    const struct facts *facts;
    const struct refactoring_options *options;
    const struct check_thresholds *thresholds;
    struct call_circles calls;
    uint32_t *callers; /* for each function: others that call it */
    struct arena arena;
    struct refactoring_set *found;
    struct {
        struct refactoring refactoring;
        struct pattern_part parts[PATTERN_MAX_PARTS];
        double complexity, changes, callers; /* sums over `functions` */
        uint32_t functions;
    } draft;
};

/* Defined with a body in a file of the user's, and the first of its name. */
bool is_suggested_for(const struct refactoring_search *search, uint32_t function);
uint32_t changes_of(const struct refactoring_search *search, uint32_t function); /* at least 1 */
uint32_t callers_of(const struct refactoring_search *search, uint32_t function); /* at least 1 */

void suggestion_begin(struct refactoring_search *search, enum refactoring_kind kind, const char *name,
                      struct source_range range);
void suggestion_part(struct refactoring_search *search, const char *role, const char *name, struct source_range range);
/* A function that the move concerns: its figures enter the means; complexity is that of what gets simpler in it. */
void suggestion_weigh(struct refactoring_search *search, uint32_t function, double complexity);
/* Texts may be the arena's. */
void suggestion_end(struct refactoring_search *search, const char *move, const char *evidence);

#define REFACTORING(id, name, summary, how) void suggest_##id(struct refactoring_search *search);
#include "cet/model/refactoring_kinds.def"
#undef REFACTORING

#endif
