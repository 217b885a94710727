/* What the verbs of `cet coverage` share. */
#ifndef CET_CLI_COVERAGE_H
#define CET_CLI_COVERAGE_H

#include "cet/exec/compiler.h"
#include "cet/model/coverage.h"
#include "command.h"

struct coverage_args {
    struct common_args common;
    struct option_list sources;
    const char *source_root;
    bool use_clang;
    uint64_t timeout_s; /* of a command */
};

#define COVERAGE_SOURCE                                                                                                \
    {0,           "source",                                                                                            \
     "FILE",      "count only this source (may be repeated)",                                                          \
     OPTION_LIST, offsetof(struct coverage_args, sources)}
#define COVERAGE_CLANG                                                                                                 \
    {0,           "clang",                                                                                             \
     NULL,        "clang --coverage and llvm-cov gcov instead of gcc and gcov",                                        \
     OPTION_FLAG, offsetof(struct coverage_args, use_clang)}

/* Prints the answer as the switches ask for, and writes it to --out. STATUS_NOT_FOUND when there is nothing in it. */
enum status coverage_show(const struct coverage_args *args, const struct coverage *coverage, struct error *err);

/* Absolute paths of --source, NULL-terminated, or NULL when none is given. */
const char **coverage_sources(const struct coverage_args *args);
void coverage_sources_release(const char ***sources);

/* Folders with .gcda files and tracefiles, merged; without the sources that --source does not name. */
enum status coverage_read_operands(const struct coverage_args *args, const char *const *paths, size_t count,
                                   struct coverage *ret_coverage, struct error *err);

int coverage_verb_run(int argc, char **argv, struct error *err);
int coverage_verb_diff(int argc, char **argv, struct error *err);

#endif
