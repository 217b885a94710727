/* Whether a law can fail at all: one that no mutant of its function breaks, by what the law says, tells a reader
 * nothing.
 */
#ifndef EXPLORE_LAW_BITE_H
#define EXPLORE_LAW_BITE_H

#include "laws.h"

/* True also where there are no mutants to ask. */
bool cet_law_bites(const struct law *law);

#endif
