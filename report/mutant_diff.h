/* A mutant as the lines that it takes away and puts in. */
#ifndef CET_REPORT_MUTANT_DIFF_H
#define CET_REPORT_MUTANT_DIFF_H

#include <stdbool.h>

#include "cet/model/mutant.h"
#include "source_lines.h"

/* Each line with indent and "- " or "+ " before it, some of either side. False, and nothing added, when the file, whose
 * lines these are, no longer holds the text that the mutant was made from. */
bool mutant_diff_add(const struct source_lines *lines, const struct mutant *mutant, const char *indent,
                     struct strbuf *out);

#endif
