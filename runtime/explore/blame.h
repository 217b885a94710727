/* Who is to blame for a crash. */
#ifndef EXPLORE_BLAME_H
#define EXPLORE_BLAME_H

#include <stdbool.h>

#include "search.h"

/* Everything of the crash but is_misuse is set. True when the caller may have broken a rule: what is left are calls of
 * functions with external linkage, given numbers, texts, and memory whose length goes with it. */
bool cet_crash_is_misuse(const struct crash *crash);

#endif
