/* The folder in which a suite is built and run, and its runs. */
#ifndef CET_MUTATE_RUN_WORKPLACE_H
#define CET_MUTATE_RUN_WORKPLACE_H

#include "cet/core/strbuf.h"
#include "cet/exec/process.h"
#include "cet/mutate/run.h"

struct workplace {
    const struct mutate_run_options *options;
    struct strbuf folder; /* absolute */
    char *suite, *tables, *report, *plan;
    uint64_t clean_ms;
};

enum status workplace_open(struct workplace *place, const struct mutate_run_options *options, struct error *err);
void workplace_release(struct workplace *place);
/* `make check` with CET_MUTANTS=mode (NULL: without); the report is emptied before. */
enum status workplace_check(struct workplace *place, const char *mode, uint64_t timeout_ms,
                            struct process_result *ret_result, struct error *err);

#endif
