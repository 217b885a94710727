/* What gcov says of the data files of a run: the official rule of this project. gcc's gcov answers in JSON; for builds
 * by clang, `llvm-cov gcov` answers in text.
 *
 *     struct coverage coverage = {0};
 *     status = gcov_read_folder(&(struct gcov_options){.tools = &tools, .folder = build}, &coverage, err);
 */
#ifndef CET_COVERAGE_GCOV_H
#define CET_COVERAGE_GCOV_H

#include <stdbool.h>

#include "cet/core/error.h"
#include "cet/exec/compiler.h"
#include "cet/exec/sandbox.h"
#include "cet/model/coverage.h"

struct gcov_options {
    const struct toolchain *tools;
    const char *folder;            /* searched for .gcda files, with all below it */
    bool is_clang;                 /* the data comes from clang --coverage */
    const char *source_folder;     /* where relative names of sources start; NULL: beside the data. clang's data does
                                      not say, and llvm-cov counts nothing of a source that it does not find */
    const struct sandbox *sandbox; /* NULL: plain children */
};

/* Adds the coverage of every source that the data files speak of, system headers left out. STATUS_NOT_FOUND when there
 * is no data file: nothing was built with --coverage, or nothing was run. */
enum status gcov_read_folder(const struct gcov_options *options, struct coverage *coverage, struct error *err);

/* The same of one .gcda file. */
enum status gcov_read_file(const struct gcov_options *options, const char *data, struct coverage *coverage,
                           struct error *err);

/* One answer of `gcov -b -c -j -t` (documents one behind the other) or of `llvm-cov gcov -b -c -t`. name stands in
 * messages, relative source paths start at folder. */
enum status gcov_parse_json(const char *name, const char *text, size_t length, struct coverage *coverage,
                            struct error *err);
enum status gcov_parse_text(const char *name, const char *text, size_t length, const char *folder,
                            struct coverage *coverage, struct error *err);

#endif
