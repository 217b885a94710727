/* Whether coverage reaches what is asked of it: thresholds for the project, for folders and for files, and the ratchet.
 *
 *     SCOPED(coverage_judgement_release) struct coverage_judgement judgement = {0};
 *     coverage_judge(&(struct coverage_case){.coverage = &coverage, .rules = &project.coverage, .folder = folder},
 *                    &judgement);
 *     if (judgement.unknown_count) could_not_judge(); else if (judgement.failure_count) missed();
 *
 * A judgement owns its texts. */
#ifndef CET_COVERAGE_JUDGE_H
#define CET_COVERAGE_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/model/coverage.h"
#include "cet/model/coverage_change.h"
#include "cet/model/coverage_ratchet.h"
#include "cet/model/coverage_rules.h"

/* What stands above a figure: the reader's words for it. */
enum coverage_scope {
    COVERAGE_SCOPE_PROJECT,
    COVERAGE_SCOPE_FOLDER,
    COVERAGE_SCOPE_FILE,
    COVERAGE_SCOPE_NEW,
    COVERAGE_SCOPE_RATCHET,
};

struct coverage_failure {
    enum coverage_scope scope;
    enum coverage_measure measure;
    char *subject; /* "project", "new code", or a path as seen from the folder */
    uint64_t hit, all;
    uint64_t needed; /* so many had to be hit */
    double needed_ratio;
    uint64_t hit_then, all_then; /* RATCHET */
    char *where;                 /* what to cover: "12, 31-40" of one file, "src/a.c: 3-9; src/b.c: 4" of several */
};

struct coverage_judgement {
    struct coverage_failure *failures;
    size_t failure_count, failure_capacity;
    char **unknown; /* why something could not be judged, one line each */
    size_t unknown_count, unknown_capacity;
    size_t checked; /* figures that were held against a threshold */
};

struct coverage_case {
    const struct coverage *coverage;
    const struct coverage_rules *rules;
    const char *folder;                     /* absolute; rules and ratchet name files as seen from it */
    const struct coverage_ratchet *ratchet; /* NULL: none */
    const struct coverage_change *change;   /* NULL: new code is not judged */
};

void coverage_judge(const struct coverage_case *what, struct coverage_judgement *ret);
void coverage_judgement_release(struct coverage_judgement *judgement);
const char *coverage_scope_name(enum coverage_scope scope);
/* docs/formats/coverage-check.md; marks: those that would hide some of it, NULL-terminated, NULL: none. */
void coverage_judgement_format_json(const struct coverage_judgement *judgement, const char *const *marks,
                                    struct strbuf *out);

#endif
