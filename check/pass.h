/* What a check works with while it runs: the facts, and where its findings go. */
#ifndef CET_CHECK_PASS_H
#define CET_CHECK_PASS_H

#include "cet/check/check.h"
#include "cet/model/suppressions.h"

struct check_pass {
    const struct facts *facts;
    enum check_scope scope; /* of the run */
    const struct check *check;
    const struct suppressions *suppressions;
    struct finding_set *findings;
    struct arena *arena; /* for messages, until the run ends */
};

/* Every defined function with a body in user files, in the order of the facts. */
typedef void (*check_function_fn)(struct check_pass *pass, const struct fact_function *function);
void check_each_function(struct check_pass *pass, check_function_fn visit);

/* A second place that explains a finding; message NULL: no note. */
struct check_note {
    struct source_range range;
    const char *message;
};

/* Adds a finding at range inside function, unless the place is not the user's or the finding is silenced there. */
void check_report(struct check_pass *pass, const struct fact_function *function, struct source_range range,
                  struct check_note note, const char *format, ...) __attribute__((format(printf, 5, 6)));

#define CHECK(id, name, scope, level, cwe, precision, summary, help) void check_##id(struct check_pass *pass);
#include "checks.def"
#undef CHECK

#endif
