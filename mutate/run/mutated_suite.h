/* The folder in which a suite is built and run, and its runs. */
#ifndef CET_MUTATE_RUN_MUTATED_SUITE_H
#define CET_MUTATE_RUN_MUTATED_SUITE_H

#include "cet/core/strbuf.h"
#include "cet/exec/process.h"
#include "cet/mutate/run.h"

struct mutated_suite {
    const struct mutate_run_options *options;
    struct strbuf folder; /* absolute */
    char *copy, *tables, *report, *plan;
    uint64_t clean_ms;
};

enum status mutated_suite_open(struct mutated_suite *suite, const struct mutate_run_options *options,
                               struct error *err);
void mutated_suite_release(struct mutated_suite *suite);
/* `make check` with CET_MUTANTS=mode (NULL: without); the report is emptied before. */
enum status mutated_suite_check(struct mutated_suite *suite, const char *mode, uint64_t timeout_ms,
                                struct process_result *ret_result, struct error *err);
/* The same with the whole suite's limit of time; look is called now and then while it runs. */
enum status mutated_suite_watch(struct mutated_suite *suite, const char *mode, void (*look)(void *context),
                                void *context, struct process_result *ret_result, struct error *err);

#endif
