/* The command that runs the tests: what the user gave, or `make check` in a copy of a suite that is built with mutants.
 */
#ifndef CET_MUTATE_RUN_COMMAND_H
#define CET_MUTATE_RUN_COMMAND_H

#include "cet/core/strbuf.h"
#include "cet/exec/process.h"
#include "cet/mutate/run.h"
#include "hub.h"

struct command {
    const struct mutate_run_options *options;
    struct strbuf folder; /* for what the run needs; in a sandbox its staging folder */
    char *copy;           /* of the suite */
    const char *name;     /* for messages */
    bool is_built;        /* the suite, by an earlier run */
};

enum status command_open(struct command *command, const struct mutate_run_options *options, struct error *err);
void command_release(struct command *command);
/* With hub NULL the programs meet nobody. timeout_ms 0: the run's own limit. */
enum status command_run(const struct command *command, const struct hub *hub, uint64_t timeout_ms,
                        struct process_result *ret_result, struct error *err);

#endif
