/* A verdict and what it rests on: stages with measured figures, thresholds and reasons. docs/formats/verdict.md. */
#ifndef CET_MODEL_VERDICT_H
#define CET_MODEL_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/strbuf.h"

#define VERDICT_FORMAT "cet-verdict"
#define VERDICT_VERSION 1

enum verdict_outcome {
    VERDICT_COULD_NOT_JUDGE, /* a stage did not run: exit 2 */
    VERDICT_ACCEPTED,        /* exit 0 */
    VERDICT_REJECTED,        /* exit 1: fault, error-level finding, failing test of the user's */
    VERDICT_INSUFFICIENT,    /* exit 1: a threshold is missed */
};
const char *
verdict_outcome_text(enum verdict_outcome outcome); /* "accepted", "rejected", "insufficient evidence", ... */
int verdict_exit_code(enum verdict_outcome outcome);

enum stage_status { STAGE_NOT_RUN, STAGE_PASSED, STAGE_MISSED, STAGE_FAILED, STAGE_BROKEN };
const char *stage_status_text(enum stage_status status);

struct verdict_figure {
    const char *name;     /* "line", "branch", "mutation" */
    double measured;      /* ratio 0..1 or a count; unit tells */
    double threshold;     /* NaN: none */
    uint64_t part, whole; /* of a ratio */
    const char *unit;     /* "ratio", "count", "ms", "bytes" */
};

struct verdict_stage {
    const char *name; /* "scan", "testgen", "build", "coverage", "mutation", "sanitizers", ... */
    enum stage_status status;
    const char **reasons; /* why it missed, failed or did not run; one line each */
    uint32_t reason_count;
    struct verdict_figure *figures;
    uint32_t figure_count;
    double duration_ms;
};

struct verdict_input {
    const char *path;
    char digest[65];
};

struct verdict_text_pair {
    const char *name;
    const char *text;
};

struct verdict {
    struct arena arena;
    enum verdict_outcome outcome;
    const char *subject; /* what was judged: tool name or files */
    const char *created; /* ISO 8601 */
    uint64_t seed;
    struct verdict_input *inputs;
    uint32_t input_count;
    struct verdict_text_pair *versions; /* of tools: clang, gcc, lcov, cet */
    uint32_t version_count;
    struct verdict_stage *stages; /* in order, those not run included */
    uint32_t stage_count;
    const char **not_enforced; /* what the sandbox could not enforce on this host */
    uint32_t not_enforced_count;
};

void verdict_release(struct verdict *verdict);
void verdict_format(const struct verdict *verdict, struct strbuf *out);
/* Replaces what verdict holds; what it held stays on failure. path stands in messages. */
enum status verdict_load(const char *path, struct verdict *verdict, struct error *err);
enum status verdict_parse(const char *path, const char *text, size_t length, struct verdict *verdict,
                          struct error *err);

#endif
