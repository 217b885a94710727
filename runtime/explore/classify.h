/* What kind of test a program is, which of its steps is the one under test, and which observations are worth stating.
 */
#ifndef EXPLORE_CLASSIFY_H
#define EXPLORE_CLASSIFY_H

#include "choose.h"

/* Marks what only builds objects; *ret_tested is the last step that is neither setup nor cleanup. */
void cet_mark_setup(struct program *p, uint16_t *ret_tested);
enum test_kind cet_classify(const struct program *p, const struct chosen *test);
/* Orders by worth, drops what repeats and what only builds; returns how many stay (at most max). */
uint32_t cet_select_observations(const struct program *p, uint16_t tested, struct observation *observations,
                                 uint32_t count, uint32_t max);

#endif
