/* Coverage of a build by whatever command runs its tests: what earlier runs left is removed, the command runs, what it
 * left is checked and read. The build may be made with --coverage (gcc, clang), with clang's source-based coverage, or
 * with both.
 *
 *     status = coverage_run_command(&(struct coverage_command){.tools = &tools, .build = "build", .argv = words},
 *                                   &coverage, err);
 */
#ifndef CET_COVERAGE_COMMAND_H
#define CET_COVERAGE_COMMAND_H

#include <stdint.h>

#include "cet/core/error.h"
#include "cet/exec/compiler.h"
#include "cet/model/coverage.h"

#define COVERAGE_COMMAND_TIMEOUT_MS 600000u

struct coverage_command {
    const struct toolchain *tools;
    const char *build;       /* the command starts there; .gcda files below it are removed before, read after */
    const char *const *argv; /* NULL-terminated */
    uint64_t timeout_ms;     /* 0: COVERAGE_COMMAND_TIMEOUT_MS */
};

/* The command runs as a limited child with the user's environment, not in a sandbox: it may build. STATUS_INVALID with
 * the tail of its output when it fails, and as data_files_check and source_based_read say. */
enum status coverage_run_command(const struct coverage_command *command, struct coverage *ret_coverage,
                                 struct error *err);

#endif
