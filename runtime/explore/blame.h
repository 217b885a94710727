/* Who is to blame for a crash. */
#ifndef EXPLORE_BLAME_H
#define EXPLORE_BLAME_H

#include <stdbool.h>

#include "search.h"

/* Everything of the crash but its blame is set. BLAME_UNCLEAR where only trials can tell (settle.h): the crash may hang
 * on numbers or memory about which the function's contract may say more than its types do. */
enum blame cet_blame(const struct crash *crash);
/* A pointer argument to bytes of which nobody says how many there must be: a state, a work area. */
bool cet_is_unmeasured(const struct explore_function *f, uint32_t arg);

#endif
