#include "cet/core/memory.h"
#include "cet/model/facts.h"
#include "cet/mutate/cache.h"
#include "cet/store/store.h"
#include "core/scratch.h"
#include "unit_test.h"

static const char *tests_of_one[] = {"suite/a", "suite/b"};

static void fill(struct mutant_set *set, const char *context)
{
    for (unsigned i = 0; i < 6; i++) {
        struct mutant mutant = {.operator_name = "o",
                                .path = "/src/a.c",
                                .function = i < 3 ? "f" : "g",
                                .line = i + 1,
                                .column = 1,
                                .end_line = i + 1,
                                .end_column = 2,
                                .original = "<",
                                .replacement = "<=",
                                .covered_by = tests_of_one,
                                .covered_by_count = i < 3 ? 1 : 2};
        snprintf(mutant.id, sizeof mutant.id, "%016x", i);
        snprintf(mutant.context, sizeof mutant.context, "%s", i < 3 ? context : "00000000000000bb");
        mutant_set_add(set, &mutant);
    }
}

struct world {
    struct scratch scratch;
    struct store *store;
};

static struct world world_new(void)
{
    struct world world = {.scratch = scratch_new()};
    CU_ASSERT_EQUAL_FATAL(store_open(scratch_path(&world.scratch, "store.db"), &world.store, NULL), STATUS_OK);
    return world;
}

static void world_release(struct world *world)
{
    store_close(world->store);
    scratch_release(&world->scratch);
}

/* A first run: f is killed but for one, g survives. */
static void run_once(struct store *store)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    struct mutation_cache *cache = mutation_cache_new(store);
    mutation_cache_add_test(cache, "suite/a", "digest of a");
    mutation_cache_add_test(cache, "suite/b", "digest of b");
    fill(&set, "00000000000000aa");
    for (unsigned i = 0; i < 6; i++) {
        struct mutant *mutant = &set.items[i];
        mutant->status = i == 0 ? MUTANT_KILLED : i == 1 ? MUTANT_TIMEOUT : MUTANT_SURVIVED;
        mutant->killed_by = i < 2 ? "suite/a with blanks" : NULL;
        mutant->killed_kind = i == 0 ? MUTANT_KILL_ASSERTION : MUTANT_KILL_NONE;
        mutant->cpu_ms = 1.5;
        CU_ASSERT_EQUAL(mutation_cache_store(cache, mutant, NULL), STATUS_OK);
    }
    mutation_cache_free(cache);
}

static size_t found(struct store *store, const char *context, const char *digest_of_b, struct mutant_set *set)
{
    size_t count = 0;
    struct mutation_cache *cache = mutation_cache_new(store);
    mutation_cache_add_test(cache, "suite/b", digest_of_b);
    mutation_cache_add_test(cache, "suite/a", "digest of a");
    fill(set, context);
    CU_ASSERT_EQUAL(mutation_cache_apply(cache, set, &count, NULL), STATUS_OK);
    mutation_cache_free(cache);
    return count;
}

TEST(verdicts_hold_while_nothing_changes)
{
    SCOPED(world_release) struct world world = world_new();
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    run_once(world.store);
    CU_ASSERT_EQUAL(found(world.store, "00000000000000aa", "digest of b", &set), 6);
    CU_ASSERT_EQUAL(set.items[0].status, MUTANT_KILLED);
    CU_ASSERT_EQUAL(set.items[0].killed_kind, MUTANT_KILL_ASSERTION);
    CU_ASSERT_STRING_EQUAL(set.items[0].killed_by, "suite/a with blanks");
    CU_ASSERT_EQUAL(set.items[1].status, MUTANT_TIMEOUT);
    CU_ASSERT_EQUAL(set.items[5].status, MUTANT_SURVIVED);
    CU_ASSERT_PTR_NULL(set.items[5].killed_by);
    CU_ASSERT_DOUBLE_EQUAL(set.items[5].cpu_ms, 1.5, 1e-9);
}

TEST(a_changed_function_loses_its_own_verdicts_only)
{
    SCOPED(world_release) struct world world = world_new();
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    run_once(world.store);
    CU_ASSERT_EQUAL(found(world.store, "00000000000000ac", "digest of b", &set), 3);
    CU_ASSERT_EQUAL(set.items[0].status, MUTANT_PENDING);
    CU_ASSERT_EQUAL(set.items[3].status, MUTANT_SURVIVED);
}

TEST(a_changed_test_loses_what_it_reaches)
{
    SCOPED(world_release) struct world world = world_new();
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    run_once(world.store);
    CU_ASSERT_EQUAL(found(world.store, "00000000000000aa", "another b", &set), 3);
    CU_ASSERT_EQUAL(set.items[0].status, MUTANT_KILLED);
    CU_ASSERT_EQUAL(set.items[3].status, MUTANT_PENDING);
}

TEST(what_is_not_known_is_not_taken_from_the_cache)
{
    SCOPED(world_release) struct world world = world_new();
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(mutant_set_release) struct mutant_set nameless = {0};
    size_t count = 7;
    struct mutation_cache *cache = mutation_cache_new(world.store);
    run_once(world.store);
    fill(&set, "00000000000000aa");
    CU_ASSERT_EQUAL(mutation_cache_apply(cache, &set, &count, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(count, 0); /* nobody said what the tests are made from */
    mutation_cache_free(cache);
    CU_ASSERT_EQUAL(found(world.store, "", "digest of b", &nameless), 3);
}

TEST(without_a_store_nothing_is_kept)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    run_once(NULL);
    CU_ASSERT_EQUAL(found(NULL, "00000000000000aa", "digest of b", &set), 0);
}

TEST(folders_tell_edits_from_what_runs_write)
{
    struct scratch scratch = scratch_new();
    const char *source = scratch_path(&scratch, "a.c"), *log = scratch_path(&scratch, "run.log");
    const char *const folders[] = {scratch.folder, NULL}, *const skipped[] = {log, NULL};
    struct mutation_world first, logged, edited, without;
    CU_ASSERT_EQUAL(file_write(source, "one", 3, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mutation_world_read(folders, NULL, &first, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(log, "log", 3, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mutation_world_read(folders, NULL, &logged, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mutation_world_read(folders, skipped, &without, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(source, "two", 3, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mutation_world_read(folders, NULL, &edited, NULL), STATUS_OK);
    CU_ASSERT_STRING_NOT_EQUAL(first.all, logged.all);
    CU_ASSERT_STRING_EQUAL(first.sources, logged.sources);
    CU_ASSERT_STRING_EQUAL(first.all, without.all);
    CU_ASSERT_STRING_NOT_EQUAL(logged.sources, edited.sources);
    scratch_release(&scratch);
}

TEST(a_folder_digest_is_of_its_content)
{
    struct scratch scratch = scratch_new();
    const char *file = scratch_path(&scratch, "a.c");
    char first[DIGEST_TEXT_SIZE], again[DIGEST_TEXT_SIZE], changed[DIGEST_TEXT_SIZE];
    CU_ASSERT_EQUAL(file_write(file, "one", 3, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mutation_folder_digest(scratch.folder, NULL, MUTATION_FILES_ALL, first, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(file, "one", 3, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mutation_folder_digest(scratch.folder, NULL, MUTATION_FILES_ALL, again, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(file, "two", 3, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mutation_folder_digest(scratch.folder, NULL, MUTATION_FILES_ALL, changed, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(first, again);
    CU_ASSERT_STRING_NOT_EQUAL(first, changed);
    CU_ASSERT_EQUAL(mutation_folder_digest(scratch.folder, NULL, MUTATION_FILES_SOURCES, first, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(scratch_path(&scratch, "run.log"), "log", 3, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mutation_folder_digest(scratch.folder, NULL, MUTATION_FILES_SOURCES, again, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(first, again);
    CU_ASSERT_EQUAL(mutation_folder_digest(scratch.folder, NULL, MUTATION_FILES_INPUTS, first, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(scratch_path(&scratch, "run.log"), "more", 4, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(scratch_path(&scratch, "program"), "\177ELF and so on", 15, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mutation_folder_digest(scratch.folder, NULL, MUTATION_FILES_INPUTS, again, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(first, again);
    CU_ASSERT_EQUAL(file_write(scratch_path(&scratch, "input1"), "text", 4, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mutation_folder_digest(scratch.folder, NULL, MUTATION_FILES_INPUTS, changed, NULL), STATUS_OK);
    CU_ASSERT_STRING_NOT_EQUAL(first, changed);
    scratch_release(&scratch);
}

/* A program's facts as a side file: main in test.c, the code under test in lib.c. */
static void write_program(const char *path, const char *main_name, char test_digest, char lib_digest)
{
    struct fact_file files[] = {{.path = "/src/test.c", .is_main = true, .included_by = NO_ID},
                                {.path = "/src/lib.c", .included_by = 0}};
    struct fact_function function = {.id = main_name,
                                     .name = main_name,
                                     .doc = "",
                                     .is_defined = true,
                                     .type = NO_ID,
                                     .result_type = NO_ID,
                                     .range = {.file = 0, .line = 1, .column = 1, .end_line = 2, .end_column = 1}};
    struct fact_unit unit = {
        .main_file = "/src/test.c", .folder = "/src", .compiler = "clang", .target = "x86_64-linux-gnu"};
    struct facts facts = {
        .units = &unit, .unit_count = 1, .files = files, .file_count = 2, .functions = &function, .function_count = 1};
    SCOPED(strbuf_release) struct strbuf text = {0};
    memset(files[0].digest, test_digest, 64);
    memset(files[1].digest, lib_digest, 64);
    facts_format(&facts, &text);
    CU_ASSERT_EQUAL(file_write(path, text.bytes, text.length, NULL), STATUS_OK);
}

static void digest_program(const char *path, const char *main_name, char test_digest, char lib_digest, char *digest)
{
    static const char *const mutated[] = {"/src/lib.c"};
    write_program(path, main_name, test_digest, lib_digest);
    CU_ASSERT_EQUAL(mutation_program_digest(path, mutated, 1, NULL, digest, NULL), STATUS_OK);
}

TEST(a_program_is_known_by_its_tests_not_by_the_code_under_test)
{
    struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "program");
    char first[DIGEST_TEXT_SIZE], changed_code[DIGEST_TEXT_SIZE], changed_test[DIGEST_TEXT_SIZE];
    digest_program(path, "main", 'a', 'b', first);
    digest_program(path, "main", 'a', 'c', changed_code);
    digest_program(path, "main", 'd', 'b', changed_test);
    CU_ASSERT_STRING_EQUAL(first, changed_code);
    CU_ASSERT_STRING_NOT_EQUAL(first, changed_test);
    scratch_release(&scratch);
}

TEST(a_program_whose_main_is_not_known_is_known_as_it_is)
{
    struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "program");
    char first[DIGEST_TEXT_SIZE], changed_code[DIGEST_TEXT_SIZE], bare[DIGEST_TEXT_SIZE];
    digest_program(path, "helper", 'a', 'b', first);
    digest_program(path, "helper", 'a', 'c', changed_code);
    CU_ASSERT_STRING_NOT_EQUAL(first, changed_code);
    CU_ASSERT_EQUAL(file_write(path, "no facts", 8, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mutation_program_digest(path, NULL, 0, NULL, bare, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mutation_program_digest("/no/such/program", NULL, 0, NULL, bare, NULL), STATUS_NOT_FOUND);
    scratch_release(&scratch);
}

UNIT_TESTS("mutate/cache", CASE(verdicts_hold_while_nothing_changes),
           CASE(a_changed_function_loses_its_own_verdicts_only), CASE(a_changed_test_loses_what_it_reaches),
           CASE(what_is_not_known_is_not_taken_from_the_cache), CASE(without_a_store_nothing_is_kept),
           CASE(folders_tell_edits_from_what_runs_write), CASE(a_folder_digest_is_of_its_content),
           CASE(a_program_is_known_by_its_tests_not_by_the_code_under_test),
           CASE(a_program_whose_main_is_not_known_is_known_as_it_is))
