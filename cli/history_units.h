/* The C files of a commit with the flags of today. */
#ifndef CET_CLI_HISTORY_UNITS_H
#define CET_CLI_HISTORY_UNITS_H

#include "source_units.h"
#include "tree_at.h"

/* Units of today that are in the tree, and other .c files in the folders of such units, which take the flags of the
 * first unit there: what was renamed or deleted since. Texts of units are shared: it lives no longer than they do. */
enum status history_units(const struct source_units *units, const char *top, const char *commit,
                          const struct tree_at *tree, struct source_units *ret_units, struct error *err);

#endif
