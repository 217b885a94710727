/* The checks: anti-patterns found in facts. Unit checks look at one translation unit and run inside the compiler and in
 * `cet scan` alike; program checks need the merged facts of all units.
 *
 *     struct finding_set findings = {0};
 *     check_run(&facts, &(struct check_options){.scope = CHECK_SCOPE_PROGRAM}, &findings);
 *
 * checks.def lists them; a new check is one file in check/GROUP/, one row there, one page in docs/checks/, one folder
 * of cases in tests/check/cases/. */
#ifndef CET_CHECK_CHECK_H
#define CET_CHECK_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/model/facts.h"
#include "cet/model/finding.h"

enum check_scope {
    CHECK_SCOPE_UNIT,    /* checks that need one unit only */
    CHECK_SCOPE_PROGRAM, /* all checks, over merged facts */
};

struct check {
    const char *group; /* "memory" */
    const char *name;  /* "cet-realloc-self" */
    enum check_scope scope;
    enum finding_level level;
    const char *summary;   /* one line */
    const char *help;      /* what to do, Markdown, a few lines */
    const char *cwe;       /* "CWE-401", "" */
    const char *precision; /* "high", "medium" */
};

/* All checks in the order of checks.def; *ret_count of them. */
const struct check *checks_list(size_t *ret_count);
const struct check *checks_find(const char *name);

/* How many of them globs choose. */
size_t checks_chosen(const char *globs);

/* Limits of the checks that count; what more than the limit is, is found. */
struct check_thresholds {
#define THRESHOLD(id, key, standard, what) uint32_t id; /* what */
#include "cet/check/thresholds.def"
#undef THRESHOLD
};
extern const struct check_thresholds check_thresholds_standard;

struct check_options {
    enum check_scope scope;
    const char *globs;                         /* as clang-tidy: "*,-cet-errno-stale"; NULL: all */
    enum finding_level level;                  /* checks below it are not run; zeroed: all are */
    const struct check_thresholds *thresholds; /* NULL: the standard ones */
    bool is_part;                              /* the facts are not of the whole program, as far as that is known */
    bool has_gaps;                /* units, or functions in them, could not be read: they may use anything */
    struct finding_set *silenced; /* what NOLINT silences goes there, with its reason; NULL: nowhere */
};

/* Whether a run with these options runs the check. */
bool check_is_chosen(const struct check *check, const struct check_options *options);

/* Adds findings in user files; those silenced by NOLINT, NOLINTNEXTLINE or NOLINTBEGIN/END are left out. */
void check_run(const struct facts *facts, const struct check_options *options, struct finding_set *findings);

#endif
