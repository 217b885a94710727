/* How many commits changed each function, by git. */
#ifndef CET_CLI_LINE_CHANGES_H
#define CET_CLI_LINE_CHANGES_H

#include <stdbool.h>

#include "cet/core/error.h"
#include "cet/model/facts.h"
#include "cet/model/line_history.h"

/* Fills history->changes, one for each function of the facts, from the latest LINE_CHANGES_MAX_COMMITS commits of the
 * current branch. False, and nothing filled, where there is no git, no working tree or no commit. The working tree may
 * differ from the last commit. Released by the caller in any case. */
#define LINE_CHANGES_MAX_COMMITS 2000
bool line_changes_find(const struct facts *facts, struct line_history *history);

#endif
