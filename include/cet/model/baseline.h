/* A baseline: findings that are known and accepted, kept beside the source under version control. Each is known by rule
 * and fingerprint, so that moved lines change nothing, neither what is accepted nor the file itself.
 *
 *     SCOPED(baseline_release) struct baseline baseline = {0};
 *     status = baseline_load("cet-baseline.jsonl", &baseline, &err);
 *     baseline_apply(&baseline, &findings);   // those it holds become FINDING_IN_BASELINE
 *
 * docs/formats/baseline.md is the file's form; at most BASELINE_MAX_BYTES of it are read. */
#ifndef CET_MODEL_BASELINE_H
#define CET_MODEL_BASELINE_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/map.h"
#include "cet/core/strbuf.h"
#include "cet/model/facts.h"
#include "cet/model/finding.h"

#define BASELINE_FORMAT "cet-baseline"
#define BASELINE_VERSION 1
#define BASELINE_MAX_BYTES (256u << 20)

struct baseline_entry {
    char fingerprint[17];
    const char *rule;
    const char *source; /* as of a finding */
    const char *path;   /* as seen from the baseline's folder when it lies below it */
    const char *function;
    const char *message;
    bool is_found; /* by baseline_apply */
    bool is_stale; /* by baseline_find_stale */
};

struct baseline {
    struct arena arena;
    struct baseline_entry *entries;
    size_t count;
    size_t capacity;
    struct map index; /* rule and fingerprint -> index */
};

void baseline_release(struct baseline *baseline);
/* Replaces what baseline holds. STATUS_NOT_FOUND when there is no such file. A line that stands twice, as after a
 * merge, counts once. */
enum status baseline_load(const char *path, struct baseline *baseline, struct error *err);
/* One line each, by path, rule and fingerprint. */
void baseline_format(const struct baseline *baseline, struct strbuf *out);

/* Findings must have their fingerprints. */
void baseline_apply(struct baseline *baseline, struct finding_set *findings);
/* Adds all findings that are shown, with paths as seen from folder, and marks them as FINDING_IN_BASELINE; their count.
 */
size_t baseline_accept(struct baseline *baseline, const char *folder, struct finding_set *findings);

/* Whether a run would have reported findings of this rule, by this source. */
typedef bool (*baseline_would_find_fn)(const void *context, const char *rule, const char *source);
/* After baseline_apply: marks entries that nothing was found for although their file was read, or is gone, and their
 * rule was looked for; their count. folder is that of the baseline. */
size_t baseline_find_stale(struct baseline *baseline, const char *folder, const struct facts *facts,
                           baseline_would_find_fn would_find, const void *context);
/* Takes the stale ones out. */
void baseline_drop_stale(struct baseline *baseline);

#endif
