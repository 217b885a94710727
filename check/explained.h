/* Whether a comment says why: some checks take a sentence for an answer, as a reviewer would. */
#ifndef CET_CHECK_EXPLAINED_H
#define CET_CHECK_EXPLAINED_H

#include <stdbool.h>

#include "cet/model/facts.h"

/* A comment that touches range's lines, or ends on the line before it, has four words or more and is no TODO. */
bool is_explained(const struct facts *facts, struct source_range range);

#endif
