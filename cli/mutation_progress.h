/* How far the mutation stage is: a line for each of its steps, with count, rate and time left where mutants are run.
 *
 *     struct mutation_progress progress = {.out = stderr};
 *     mutate_run(&(struct mutate_run_options){.progress = mutation_progress_show, .progress_context = &progress, ...});
 *     mutation_progress_end(&progress);
 */
#ifndef CET_CLI_MUTATION_PROGRESS_H
#define CET_CLI_MUTATION_PROGRESS_H

#include <stdio.h>

#include "cet/core/progress.h"

struct mutation_progress {
    FILE *out;         /* NULL: silent */
    const char *stage; /* of the line that is open; NULL: none */
    char label[64];
    struct progress line;
};

/* A progress function of cet/mutate/run.h. */
void mutation_progress_show(void *context, const char *stage, size_t done, size_t total);
void mutation_progress_end(struct mutation_progress *progress);

#endif
