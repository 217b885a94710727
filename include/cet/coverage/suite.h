/* Coverage of a suite: a folder with a Makefile whose `make check` builds and runs it, CC, CFLAGS, LDFLAGS and SRC_DIR
 * being ours to set, as `cet testgen` writes them. */
#ifndef CET_COVERAGE_SUITE_H
#define CET_COVERAGE_SUITE_H

#include "cet/core/error.h"
#include "cet/exec/compiler.h"
#include "cet/exec/sandbox.h"
#include "cet/model/coverage.h"

struct coverage_suite_options {
    const struct toolchain *tools;
    const struct sandbox *sandbox; /* the suite is copied into its staging folder and built there */
    const char *suite;             /* folder */
    const char *source_root;       /* SRC_DIR; NULL: as the Makefile says */
    const char *const *sources;    /* absolute, NULL-terminated: only these are kept; NULL: all outside of suite */
    bool use_clang;                /* for sources with always_inline functions, whose copies gcc counts each */
    uint64_t timeout_ms;           /* of build and run together, 0: the default of process_run */
};

/* STATUS_INVALID with the tail of the output when the suite does not build or a test fails. */
enum status coverage_run_suite(const struct coverage_suite_options *options, struct coverage *ret_coverage,
                               struct error *err);

#endif
