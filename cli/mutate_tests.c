#include "mutate_tests.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/arena.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/source_root.h"

void mutate_tests_note(struct mutate_tests *tests, const char *test, const char *program)
{
    uint64_t test_at = map_add(&tests->tests, test, tests->tests.count, NULL);
    uint64_t program_at = map_add(&tests->programs, program, tests->programs.count, NULL);
    ARRAY_PUSH(tests->pairs, tests->pair_count, tests->pair_capacity, test_at);
    ARRAY_PUSH(tests->pairs, tests->pair_count, tests->pair_capacity, program_at);
}

void mutate_tests_release(struct mutate_tests *tests)
{
    map_release(&tests->tests);
    map_release(&tests->programs);
    free(tests->pairs);
    *tests = (struct mutate_tests){0};
}

static size_t count_words(const char *const *words)
{
    size_t count = 0;
    while (words && words[count])
        count++;
    return count;
}

/* The deepest folder above both; folder is malloc'ed and replaced. */
static void widen(char **folder, const char *path)
{
    while (strcmp(*folder, "/") != 0 && strcmp(path, *folder) != 0 && path_below(path, *folder) == path) {
        char *above = path_folder(*folder);
        free(*folder);
        *folder = above;
    }
}

static char *find_project(const struct mutate_inputs *inputs, const struct mutant_set *set)
{
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    char *folder = source_root_checkout(here);
    if (inputs->build)
        widen(&folder, inputs->build);
    for (size_t i = 0; i < set->count; i++)
        widen(&folder, set->items[i].path);
    return folder;
}

/* A product of the build elsewhere says nothing that its sources do not. */
static enum status digest_rest(const struct mutate_inputs *inputs, const struct map *known,
                               const struct mutant_set *set, char digest[DIGEST_TEXT_SIZE], struct error *err)
{
    SCOPED(memory_free_pointer) char *project = find_project(inputs, set);
    SCOPED(strbuf_release) struct strbuf text = {0};
    char files[DIGEST_TEXT_SIZE];
    size_t count = 0, written = count_words(inputs->written), under_test = count_words(inputs->under_test);
    SCOPED(memory_free_pointer) const char **skipped =
        memory_new(known->count + written + under_test + 2, sizeof *skipped);
    if (strcmp(project, "/") == 0)
        return error_set(err, STATUS_LIMIT, "the project has no folder of its own");
    for (size_t i = 0; i < under_test; i++)
        skipped[count++] = inputs->under_test[i];
    for (size_t i = 0; i < written; i++)
        skipped[count++] = inputs->written[i];
    if (inputs->build && strcmp(inputs->build, project) != 0)
        skipped[count++] = inputs->build;
    for (size_t i = 0; i < known->count; i++)
        skipped[count++] = known->entries[i].key;
    enum status status = mutation_folder_digest(project, skipped, MUTATION_FILES_INPUTS, files, err);
    strbuf_printf(&text, "%s\n", files);
    for (size_t i = 0; inputs->command[i]; i++)
        strbuf_printf(&text, "%s\n", inputs->command[i]);
    if (status == STATUS_OK)
        digest_bytes(strbuf_text(&text), text.length, digest);
    return status;
}

/* Program digests as numbers, so that their sum does not depend on the order in which programs came. */
static enum status digest_programs(const struct mutate_tests *tests, const struct mutate_inputs *inputs,
                                   struct map *known, uint64_t *ret, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < tests->programs.count && status == STATUS_OK; i++) {
        char digest[DIGEST_TEXT_SIZE] = "";
        status = mutation_program_digest(tests->programs.entries[i].key, inputs->under_test,
                                         count_words(inputs->under_test), known, digest, err);
        ret[i] = hash_text(HASH_START, digest);
    }
    return status;
}

void mutate_tests_give(struct mutate_tests *tests, const struct mutate_inputs *inputs, const struct mutant_set *set,
                       struct mutation_cache *cache)
{
    SCOPED(map_release) struct map known = {0};
    SCOPED(memory_free_pointer) uint64_t *programs = memory_new(tests->programs.count + 1, sizeof *programs);
    SCOPED(memory_free_pointer) uint64_t *sums = memory_new(tests->tests.count + 1, sizeof *sums);
    char rest[DIGEST_TEXT_SIZE], text[2 * DIGEST_TEXT_SIZE];
    if (digest_programs(tests, inputs, &known, programs, NULL) != STATUS_OK ||
        digest_rest(inputs, &known, set, rest, NULL) != STATUS_OK)
        return;
    for (size_t i = 0; i < tests->pair_count; i += 2)
        sums[tests->pairs[i]] += programs[tests->pairs[i + 1]];
    for (size_t i = 0; i < tests->tests.count; i++) {
        snprintf(text, sizeof text, "%016" PRIx64 " %s", sums[i], rest);
        mutation_cache_add_test(cache, tests->tests.entries[i].key, text);
    }
}
