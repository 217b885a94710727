/* What a check works with while it runs: the facts, and where its findings go. */
#ifndef CET_CHECK_PASS_H
#define CET_CHECK_PASS_H

#include "cet/check/check.h"
#include "cet/model/suppressions.h"

struct resources;
struct ranges_cache;

struct check_pass {
    const struct facts *facts;
    enum check_scope scope; /* of the run */
    const struct check *check;
    const struct check_thresholds *thresholds;
    enum finding_level level; /* findings below it are left out */
    const struct suppressions *suppressions;
    struct finding_set *findings;
    const struct check_options *options; /* of the run */
    struct finding_set *silenced;        /* by marks in the source */
    struct arena *arena;                 /* for messages, until the run ends */
    struct resources **resources;        /* of the run; resources.h finds them for the first check that asks */
    struct locks **locks;                /* of the facts, once a check has asked for them; see locks.h */
    struct ranges_cache **ranges;        /* of the run: what ranges_of has solved */
};

/* Every defined function with a body in user files, in the order of the facts. */
typedef void (*check_function_fn)(struct check_pass *pass, const struct fact_function *function);
void check_each_function(struct check_pass *pass, check_function_fn visit);

/* A second place that explains a finding; message NULL: no note. */
struct check_note {
    struct source_range range;
    const char *message;
};

/* The text in range becomes replacement, which lives in the pass's arena or for ever. NULL: no edit. */
struct check_edit {
    struct source_range range;
    const char *replacement;
};

#define CHECK_MAX_EDITS 4

/* Where a finding is, and what goes with it. */
struct check_place {
    const struct fact_function *function; /* that it is in; NULL: outside functions */
    struct source_range range;
    int level_shift; /* 1: worse than the check's level says, -1: milder; a refactoring never becomes a warning */
    struct check_note note;
    struct check_edit edits[CHECK_MAX_EDITS]; /* that together repair it, in the file of range, up to the first without
                                                 replacement; only where the repair cannot change what was meant */
};

/* Adds a finding, unless the place is not the user's or the finding is silenced there. */
void check_report(struct check_pass *pass, const struct check_place *place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#define CHECK(group, id, name, scope, level, cwe, precision, summary, help) void check_##id(struct check_pass *pass);
#include "checks.def"
#undef CHECK

#endif
