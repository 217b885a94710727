/* Mutants on changed lines, judged by the tests of a copy. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/exec/pool.h"
#include "cet/mutate/run.h"
#include "cet/mutate/select.h"
#include "ci.h"
#include "equivalents.h"
#include "mutation_progress.h"

static void release_lines(struct changed_lines *lines)
{
    changed_lines_release(lines);
}

/* The change by the copy's paths. */
static void move_changes(const struct ci_copy *copy, const struct changed_lines *changed, struct changed_lines *ret)
{
    for (size_t i = 0; i < changed->count; i++) {
        const struct changed_file *from = &changed->files[i];
        struct changed_file file = {.path = ci_copy_path(copy, from->path)};
        for (size_t k = 0; k < from->run_count; k++)
            ARRAY_PUSH(file.runs, file.run_count, file.run_capacity, from->runs[k]);
        ARRAY_PUSH(ret->files, ret->count, ret->capacity, file);
    }
}

static enum status select_changed(void *context, struct mutant_set *set, struct error *err)
{
    return mutate_select(context, set, err);
}

/* What was judged, or is made by nobody, under the original's paths. */
static void take_mutants(const struct ci_copy *copy, const struct mutant_set *from, struct mutant_set *into)
{
    for (size_t i = 0; i < from->count; i++) {
        struct mutant mutant = from->items[i];
        if (mutant.status == MUTANT_IGNORED && mutant.ignored_as == MUTANT_NOT_SELECTED)
            continue;
        SCOPED(memory_free_pointer) char *original = ci_copy_original(copy, mutant.path);
        mutant.path = original;
        mutant_set_add(into, &mutant);
    }
    for (size_t i = 0; i < from->note_count; i++)
        mutant_set_add_note(into, from->notes[i]);
    mutant_set_made_by(into, "cet " CET_VERSION);
    mutant_set_digest_files(into);
    mutant_set_sort(into);
}

static enum status leave_out_equivalents(const struct ci_request *request, struct ci_measured *measured,
                                         struct mutation_progress *progress, struct error *err)
{
    SCOPED(workplace_close) struct workplace workplace = {0};
    enum status status = workplace_open(&measured->units, NULL, &workplace, err);
    if (status == STATUS_OK)
        status = find_equivalents(&measured->units, &workplace, NULL, (unsigned)request->args->common.jobs, progress,
                                  &measured->mutants, err);
    return status;
}

static const char **command_words(const struct ci_command *test, struct arena *arena)
{
    const char **environment = ci_environment(test, arena);
    size_t count = 0;
    while (environment[count])
        count++;
    const char **words = arena_array(arena, count + 5, sizeof *words);
    words[0] = "env";
    memcpy(words + 1, environment, count * sizeof *words);
    count++;
    words[count++] = "sh";
    words[count++] = "-c";
    words[count++] = test->line;
    return words;
}

enum status ci_mutate(const struct ci_request *request, const struct ci_command *test, struct ci_measured *measured,
                      struct error *err)
{
    SCOPED(release_lines) struct changed_lines changed = {0};
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    const struct project *project = request->project;
    struct mutation_progress progress = {.out = command_progress(&request->args->common)};
    move_changes(test->copy, &request->change->changes.lines, &changed);
    struct mutate_selection selection = {.root = test->copy->start,
                                         .exclude = project->mutate_exclude,
                                         .exclude_count = project->mutate_exclude_count,
                                         .changed = &changed};
    unsigned jobs = request->args->common.jobs ? (unsigned)request->args->common.jobs : pool_processors();
    enum status status = mutate_run(&(struct mutate_run_options){.command = command_words(test, &measured->arena),
                                                                 .folder = test->copy->start,
                                                                 .operators = project->mutate_operators,
                                                                 .jobs = jobs,
                                                                 .limit_ms = test->timeout_s * 1000,
                                                                 .progress = mutation_progress_show,
                                                                 .progress_context = &progress,
                                                                 .select = select_changed,
                                                                 .hook_context = &selection},
                                    &set, err);
    mutation_progress_end(&progress);
    if (status != STATUS_OK)
        return status;
    take_mutants(test->copy, &set, &measured->mutants);
    struct mutant_counts counts = mutant_set_counts(&measured->mutants);
    if (counts.survived + counts.no_coverage)
        status = leave_out_equivalents(request, measured, &progress, err);
    return status;
}
