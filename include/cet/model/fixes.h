/* Repairs: the edits that findings carry, applied to the text of a source. */
#ifndef CET_MODEL_FIXES_H
#define CET_MODEL_FIXES_H

#include <stddef.h>

#include "cet/core/strbuf.h"
#include "cet/model/finding.h"

/* Whether a finding that is shown has edits. */
bool finding_has_fix(const struct finding *finding);
/* Applies the edits of the findings that are shown in that file; how many findings it repaired. All edits of a finding
 * are applied or none: not when one leads out of the text, or touches one of an earlier finding. Such a finding can be
 * repaired after the sources were read anew. Blanks that an edit leaves at a line's end go with it. */
size_t fixes_apply(const struct finding_set *findings, const char *path, struct strbuf *text);

#endif
