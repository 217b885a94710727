/* Which mutants `cet mutate run` judges, from its switches, cet.json and git. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/process.h"
#include "mutate.h"

#define DIFF_MAX_BYTES (256u << 20)
#define GIT_TIMEOUT_MS 60000

enum status mutate_load_results(const char *path, struct mutant_set *set, struct error *err)
{
    SCOPED(memory_free_pointer) char *inside = path_join(path, "mutants.jsonl");
    return mutant_set_load(file_is_folder(path) ? inside : path, set, err);
}

/* What git prints; a failure is one line of its own. */
static enum status ask_git(const char *const *argv, struct strbuf *out, struct error *err)
{
    SCOPED(process_result_release) struct process_result result = {0};
    enum status status = process_run(
        &(struct process_request){.argv = argv, .timeout_ms = GIT_TIMEOUT_MS, .output_max_bytes = DIFF_MAX_BYTES},
        &result, err);
    if (status != STATUS_OK)
        return status;
    if (!process_succeeded(&result)) {
        const char *said = strbuf_text(&result.error_output);
        return error_set(err, STATUS_INVALID, "git %s fails: %.*s", argv[1], (int)strcspn(said, "\n"), said);
    }
    strbuf_add(out, result.output.bytes, result.output.length);
    return STATUS_OK;
}

static enum status diff_of_ref(const char *ref, struct strbuf *out, struct strbuf *root, struct error *err)
{
    const char *const where[] = {"git", "rev-parse", "--show-toplevel", NULL};
    const char *const diff[] = {
        "git", "diff", "-U0", "--no-color", "--no-ext-diff", "--src-prefix=a/", "--dst-prefix=b/", ref, "--", NULL};
    if (*ref == '-')
        return error_set(err, STATUS_INVALID, "'%s' is neither a file nor a commit", ref);
    enum status status = ask_git(where, root, err);
    if (status != STATUS_OK)
        return status;
    while (root->length && root->bytes[root->length - 1] == '\n')
        root->bytes[--root->length] = '\0';
    return ask_git(diff, out, err);
}

/* A diff names files below a folder that it does not name: the current one or one above. */
static char *find_named(const char *name, const char *root)
{
    char *folder = memory_strdup(root);
    for (;;) {
        char *path = path_absolute(name, folder);
        char *above = path_folder(folder);
        bool is_top = strcmp(above, folder) == 0;
        bool is_found = file_exists(path);
        free(folder);
        folder = above;
        if (is_found || is_top) {
            free(folder);
            if (is_found)
                return path;
            free(path);
            return path_absolute(name, root);
        }
        free(path);
    }
}

static enum status read_changes(const char *diff, struct mutate_choice *choice, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(strbuf_release) struct strbuf root = {0};
    bool is_file = file_exists(diff) && !file_is_folder(diff);
    enum status status = is_file ? file_read(diff, DIFF_MAX_BYTES, &text, err) : diff_of_ref(diff, &text, &root, err);
    if (status == STATUS_OK)
        status = changed_lines_parse(diff, strbuf_text(&text), text.length, &choice->changed, err);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < choice->changed.count; i++) {
        char *name = choice->changed.files[i].path;
        choice->changed.files[i].path =
            is_file ? find_named(name, choice->root) : path_absolute(name, strbuf_text(&root));
        free(name);
    }
    choice->selection.changed = &choice->changed;
    return STATUS_OK;
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
    changed_lines_release(&choice->changed);
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
