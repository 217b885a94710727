/* clang's source-based coverage (-fprofile-instr-generate -fcoverage-mapping): programs write profiles when they end,
 * llvm-profdata joins them, llvm-cov tells what they mean with the maps that stand in the programs.
 *
 *     SCOPED(strbuf_release) struct strbuf variable = {0};
 *     source_based_variable(folder, &variable);  // into the environment of what is run
 *     ...
 *     status = source_based_read(&(struct source_based){.tools = &tools, .build = build, .profiles = folder},
 *                                &coverage, &found, err);
 */
#ifndef CET_COVERAGE_SOURCE_BASED_H
#define CET_COVERAGE_SOURCE_BASED_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/core/error.h"
#include "cet/core/strbuf.h"
#include "cet/exec/compiler.h"
#include "cet/model/coverage.h"

struct source_based {
    const struct toolchain *tools;
    const char *build;    /* programs and shared libraries with maps are looked for below it */
    const char *profiles; /* folder that programs wrote to */
};

struct source_based_found {
    size_t programs; /* that have a map */
    size_t profiles;
};

/* "LLVM_PROFILE_FILE=..." for profiles in folder: at most eight for each program, however often it runs. */
void source_based_variable(const char *folder, struct strbuf *out);
/* How many programs and profiles there are. */
enum status source_based_find(const struct source_based *what, struct source_based_found *ret_found, struct error *err);
/* Adds what the profiles tell; programs that did not run count with zeros. STATUS_NOT_FOUND without a program or a
 * profile; STATUS_INVALID when the tools refuse, or when a profile is of another build than its program. */
enum status source_based_read(const struct source_based *what, struct coverage *coverage, struct error *err);

#endif
