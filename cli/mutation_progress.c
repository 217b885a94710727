#include "mutation_progress.h"

#include <string.h>

void mutation_progress_show(void *context, const char *stage, size_t done, size_t total)
{
    struct mutation_progress *progress = context;
    if (!progress->stage || strcmp(progress->stage, stage) != 0) {
        mutation_progress_end(progress);
        snprintf(progress->label, sizeof progress->label, total ? "%s run" : "mutants: %s", stage);
        progress_begin(&progress->line, progress->out, progress->label, total);
        progress->stage = stage;
    }
    if (total)
        progress_update(&progress->line, done);
}

void mutation_progress_end(struct mutation_progress *progress)
{
    if (progress->stage)
        progress_end(&progress->line);
    progress->stage = NULL;
}
