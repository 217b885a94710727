/* What tests execute of a change: for `cet coverage diff`, `check` and `cet ci`. */
#ifndef CET_CLI_COVERAGE_DIFF_H
#define CET_CLI_COVERAGE_DIFF_H

#include "cet/core/strbuf.h"
#include "cet/model/coverage_change.h"
#include "changes.h"

struct new_code {
    struct coverage_change change;
    struct strbuf base; /* the commit where the branch left the one that was named, or the diff's file */
};

/* diff: a commit or a file with a unified diff. Sources without data are read to see whether they hold code. */
enum status new_code_read(const char *diff, const struct coverage *coverage, struct new_code *ret, struct error *err);
void new_code_release(struct new_code *code);

#endif
