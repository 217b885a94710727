/* Which findings have to do with a change: those on its lines, and those that it caused elsewhere.
 *
 *     findings_leave_unchanged(&(struct finding_comparison){.changed = &changed, .facts = &facts, .before = &before,
 *                                                           .is_comparable = was_read, .context = &tree}, &findings);
 *
 * What a change caused is told from the findings of the state before it: a finding whose rule and fingerprint were
 * there then is old. Where there is no such state to compare with, a finding counts as caused when something changed,
 * or was taken away, in its function or, outside of functions, in its own range. */
#ifndef CET_MODEL_CHANGED_FINDINGS_H
#define CET_MODEL_CHANGED_FINDINGS_H

#include <stdbool.h>

#include "cet/model/changed_lines.h"
#include "cet/model/facts.h"
#include "cet/model/finding.h"

struct finding_comparison {
    const struct changed_lines *changed; /* by absolute path */
    const struct facts *facts;           /* of the state after the change */
    const struct finding_set *before;    /* with fingerprints; NULL: not known */
    /* Whether the findings of that file are among `before`, if it had any. NULL: all are. */
    bool (*is_comparable)(const void *context, const char *path);
    const void *context;
};

/* A finding's own line, or that of one of its notes. */
bool finding_is_on_changed_line(const struct finding *finding, const struct changed_lines *changed);
/* Those that are shown and have nothing to do with the change become FINDING_UNCHANGED. */
void findings_leave_unchanged(const struct finding_comparison *comparison, struct finding_set *findings);

#endif
