/* What a run's mutants are that no test can tell apart. */
#ifndef CET_CLI_EQUIVALENTS_H
#define CET_CLI_EQUIVALENTS_H

#include "cet/model/mutant.h"
#include "mutation_progress.h"
#include "workplace.h"

/* The units are compiled with their own flags. Where one does not compile that way, a line on standard error says that
 * nothing was looked for, and the set stays as it is. */
enum status find_equivalents(const struct source_units *units, const struct workplace *workplace, const char *operators,
                             unsigned jobs, struct mutation_progress *progress, struct mutant_set *set,
                             struct error *err);

#endif
