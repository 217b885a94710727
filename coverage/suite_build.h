/* Building a suite with --coverage and running it, for those that read its data. */
#ifndef CET_COVERAGE_SUITE_BUILD_H
#define CET_COVERAGE_SUITE_BUILD_H

#include "cet/coverage/suite.h"
#include "cet/exec/process.h"

/* `make check` in folder, which holds a copy of the suite. environment: as in struct process_request. */
enum status suite_build_and_run(const struct coverage_suite_options *options, const char *folder,
                                const char *const *environment, struct process_result *ret_result, struct error *err);

#endif
