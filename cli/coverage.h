/* What the verbs of `cet coverage` share. */
#ifndef CET_CLI_COVERAGE_H
#define CET_CLI_COVERAGE_H

#include "cet/exec/compiler.h"
#include "cet/model/coverage_pile.h"
#include "command.h"

struct coverage_args {
    struct common_args common;
    struct option_list sources;
    struct option_list formats; /* names of writers */
    const char *source_root;
    bool use_clang;
    uint64_t timeout_s; /* of a command */
    bool each_test;     /* of a suite */
};

#define COVERAGE_SOURCE                                                                                                \
    {0,           "source",                                                                                            \
     "FILE",      "count only this source (may be repeated)",                                                          \
     OPTION_LIST, offsetof(struct coverage_args, sources)}
#define COVERAGE_CLANG                                                                                                 \
    {0,           "clang",                                                                                             \
     NULL,        "clang --coverage and llvm-cov gcov instead of gcc and gcov",                                        \
     OPTION_FLAG, offsetof(struct coverage_args, use_clang)}

#define COVERAGE_FORMAT_OPTION                                                                                         \
    {0,                                                                                                                \
     "format",                                                                                                         \
     "FORMAT",                                                                                                         \
     "write lcov, cobertura, json (all that is known) or summary (may be repeated; default: lcov, summary)",           \
     OPTION_LIST,                                                                                                      \
     offsetof(struct coverage_args, formats)}

/* Prints the answer as the switches ask for, and writes it to --out. STATUS_NOT_FOUND when there is nothing in it. */
enum status coverage_show(const struct coverage_args *args, const struct coverage *coverage, struct error *err);
enum status coverage_show_pile(const struct coverage_args *args, struct coverage_pile *pile, struct error *err);
/* STATUS_INVALID for data that cannot be of one build; what only may be so is a warning on standard error. */
enum status coverage_check_conflicts(struct coverage_pile *pile, struct error *err);
/* STATUS_INVALID when --format is no format, or has no place to go. */
enum status coverage_check_formats(const struct coverage_args *args, struct error *err);

/* Absolute paths of --source, NULL-terminated, or NULL when none is given. */
const char **coverage_sources(const struct coverage_args *args);
void coverage_sources_release(const char ***sources);

/* Folders with .gcda or saved gcov files, and files of any format, into the pile. */
enum status coverage_read_into(const struct coverage_args *args, const char *const *paths, size_t count,
                               struct coverage_pile *pile, struct error *err);
/* The same as one coverage, without sources that --source does not name. Marks are not applied. */
enum status coverage_read_operands(const struct coverage_args *args, const char *const *paths, size_t count,
                                   struct coverage *ret_coverage, struct error *err);
int coverage_verb_read(int argc, char **argv, struct error *err);
int coverage_verb_run(int argc, char **argv, struct error *err);
int coverage_verb_diff(int argc, char **argv, struct error *err);
int coverage_verb_who(int argc, char **argv, struct error *err);
int coverage_verb_check(int argc, char **argv, struct error *err);

#endif
