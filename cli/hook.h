/* What the verbs of `cet hook` share. */
#ifndef CET_CLI_HOOK_H
#define CET_CLI_HOOK_H

#include "changes.h"
#include "command.h"
#include "find_in_units.h"
#include "tree_at.h"

struct hook_args {
    struct common_args common;
    const char *checks;
    const char *baseline;
};

#define HOOK_OPTIONS                                                                                                   \
    COMMON_BUILD,                                                                                                      \
        {0, "checks", "GLOBS", "run these checks, as in cet scan", OPTION_TEXT, offsetof(struct hook_args, checks)},   \
    {                                                                                                                  \
        0, "baseline", "FILE", "findings that stand in FILE are known, as in cet scan", OPTION_TEXT,                   \
            offsetof(struct hook_args, baseline)                                                                       \
    }

/* hook_units.c: the units that what is staged is seen in, by their paths in the working tree. */
struct hook_units {
    struct source_units units;
    struct unread_units left_out; /* files that cannot be looked at, and why */
    size_t missing_count;         /* of them, C files: a reason to refuse the commit */
};
/* files: absolute, C sources and headers, of which a header is seen in a C file that includes it. Commands come from
 * the build, else from the compilation database at top or in its folder build, else from what stands behind the dashes,
 * else from the flags of the cet.json at top. What is staged stands in tree. */
enum status hook_units_collect(const struct hook_args *args, const struct option_rest *rest, const char *top,
                               const struct tree_at *tree, const char *const *files, size_t count,
                               struct hook_units *ret_units, struct error *err);
void hook_units_release(struct hook_units *units);

/* hook_run.c */
int hook_verb_run(int argc, char **argv, struct error *err);

#endif
