/* Which mutants `cet mutate run` judges, from its switches, cet.json and git. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "mutate.h"

enum status mutate_load_results(const char *path, struct mutant_set *set, struct error *err)
{
    SCOPED(memory_free_pointer) char *inside = path_join(path, "mutants.jsonl");
    return mutant_set_load(file_is_folder(path) ? inside : path, set, err);
}

static enum status read_changes(const char *diff, struct mutate_choice *choice, struct error *err)
{
    choice->selection.changed = &choice->changes.lines;
    return changes_read(diff, &choice->changes, err);
}

/* What the suite's programs are made from, the files under test left out: those count function by function. */
static bool digest_tests(const struct mutate_args *args, const struct source_units *units,
                         char digest[2 * DIGEST_TEXT_SIZE])
{
    SCOPED(memory_free_pointer) char *suite = path_absolute(args->suite, NULL);
    SCOPED(memory_free_pointer) char *root = path_absolute(args->source_root ? args->source_root : ".", NULL);
    SCOPED(arena_release) struct arena arena = {0};
    SCOPED(memory_free_pointer) const char **skipped = memory_new(units->count + 5, sizeof *skipped);
    size_t count = 0;
    for (; count < units->count; count++)
        skipped[count] = units->items[count].path;
    skipped[count++] = suite;
    const char *const written[] = {args->common.out, args->sarif, args->elements};
    for (size_t i = 0; i < ARRAY_LENGTH(written); i++) {
        SCOPED(memory_free_pointer) char *path = written[i] ? path_absolute(written[i], NULL) : NULL;
        if (path)
            skipped[count++] = arena_strdup(&arena, path);
    }
    return mutation_folder_digest(suite, NULL, MUTATION_FILES_ALL, digest, NULL) == STATUS_OK &&
           mutation_folder_digest(root, skipped, MUTATION_FILES_SOURCES, digest + DIGEST_TEXT_SIZE - 1, NULL) ==
               STATUS_OK;
}

/* A store that fails costs no result: it is said, and all is run. */
static void open_cache(const struct mutate_args *args, const struct source_units *units, struct mutate_choice *choice)
{
    struct error err = {0};
    char digest[2 * DIGEST_TEXT_SIZE];
    if (args->no_cache)
        return;
    if (store_open(args->store, &choice->store, &err) != STATUS_OK) {
        fprintf(stderr, "cet mutate: verdicts are not kept: %s\n", err.message);
        return;
    }
    choice->cache = mutation_cache_new(choice->store);
    if (args->suite && digest_tests(args, units, digest))
        mutation_cache_other_tests(choice->cache, digest);
}

enum status mutate_choice_open(const struct mutate_args *args, const struct source_units *units,
                               struct mutate_choice *ret_choice, struct error *err)
{
    const struct project *project = &units->project;
    struct mutate_choice *choice = ret_choice;
    *choice = (struct mutate_choice){.root = path_absolute(".", NULL)};
    choice->selection = (struct mutate_selection){.root = project->folder ? project->folder : choice->root,
                                                  .exclude = project->mutate_exclude,
                                                  .exclude_count = project->mutate_exclude_count,
                                                  .sample = args->sample,
                                                  .seed = args->common.seed ? args->common.seed : project->seed};
    enum status status = STATUS_OK;
    if (args->shard)
        status = mutate_parse_shard(args->shard, &choice->selection.shard, &choice->selection.shard_count, err);
    if (status == STATUS_OK && args->diff)
        status = read_changes(args->diff, choice, err);
    if (status == STATUS_OK && args->results) {
        status = mutate_load_results(args->results, &choice->costs, err);
        choice->selection.costs = &choice->costs;
    }
    if (status == STATUS_OK)
        open_cache(args, units, choice);
    return status;
}

void mutate_choice_close(struct mutate_choice *choice)
{
    mutate_tests_release(&choice->tests);
    mutation_cache_free(choice->cache);
    store_close(choice->store);
    changes_release(&choice->changes);
    mutant_set_release(&choice->costs);
    free(choice->root);
    *choice = (struct mutate_choice){0};
}

void mutate_choice_reached(void *context, const char *test, const char *program)
{
    struct mutate_choice *choice = context;
    if (choice->cache && choice->inputs)
        mutate_tests_note(&choice->tests, test, program);
}

enum status mutate_choice_select(void *context, struct mutant_set *set, struct error *err)
{
    struct mutate_choice *choice = context;
    enum status status = mutate_select(&choice->selection, set, err);
    if (status != STATUS_OK || !choice->cache)
        return status;
    if (choice->inputs)
        mutate_tests_give(&choice->tests, choice->inputs, set, choice->cache);
    return mutation_cache_apply(choice->cache, set, &choice->found, err);
}

void mutate_choice_judged(void *context, const struct mutant *mutant)
{
    struct mutate_choice *choice = context;
    if (choice->cache)
        mutation_cache_store(choice->cache, mutant, NULL);
}
