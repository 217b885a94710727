#include "testqual_sources.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "cet/coverage/each_test.h"
#include "cet/exec/pool.h"
#include "cet/mutate/run.h"

struct find {
    size_t thing, test;
};

/* Tests and the things that they find, each pair once, and how many tests find a thing. */
struct found {
    struct map things; /* text -> its place */
    struct map pairs;
    uint32_t *finders; /* of each thing */
    size_t capacity;
    struct find *finds;
    size_t find_count, find_capacity;
};

static void found_release(struct found *found)
{
    map_release(&found->things);
    map_release(&found->pairs);
    free(found->finders);
    free(found->finds);
}

/* True when it is new that this test finds that thing. */
static bool found_add(struct found *found, const char *thing, size_t test)
{
    SCOPED(strbuf_release) struct strbuf pair = {0};
    bool is_new;
    const size_t at = (size_t)map_add(&found->things, thing, found->things.count, &is_new);
    if (at >= found->capacity) {
        found->capacity = 2 * at + 64;
        found->finders = memory_resize(found->finders, found->capacity, sizeof *found->finders);
    }
    if (is_new)
        found->finders[at] = 0;
    strbuf_printf(&pair, "%zu %zu", at, test);
    map_add(&found->pairs, strbuf_text(&pair), 0, &is_new);
    if (!is_new)
        return false;
    const struct find find = {at, test};
    ARRAY_PUSH(found->finds, found->find_count, found->find_capacity, find);
    found->finders[at]++;
    return true;
}

static bool finds_alone(const struct found *found, size_t test)
{
    for (size_t i = 0; i < found->find_count; i++)
        if (found->finds[i].test == test && found->finders[found->finds[i].thing] == 1)
            return true;
    return false;
}

/* The test is left out: others find its things alone, perhaps. */
static void found_drop(struct found *found, size_t test)
{
    size_t kept = 0;
    for (size_t i = 0; i < found->find_count; i++)
        if (found->finds[i].test == test)
            found->finders[found->finds[i].thing]--;
        else
            found->finds[kept++] = found->finds[i];
    found->find_count = kept;
}

struct finding_out {
    const struct testqual_sources *sources;
    struct suite_quality *quality;
    struct map tests; /* "suite/test", and "program\nplace" -> index + 1 */
    struct found mutants, branches;
    size_t *kill_capacity; /* of each test */
};

static void finding_out_release(struct finding_out *out)
{
    map_release(&out->tests);
    found_release(&out->mutants);
    found_release(&out->branches);
    free(out->kill_capacity);
}

static void index_tests(struct finding_out *out)
{
    struct suite_quality *quality = out->quality;
    out->kill_capacity = memory_new(quality->count + 1, sizeof *out->kill_capacity);
    for (size_t t = 0; t < quality->count; t++) {
        SCOPED(strbuf_release) struct strbuf key = {0};
        const struct test_quality *test = &quality->tests[t];
        strbuf_printf(&key, "%s\n%u", path_name(test->program), test->place);
        map_add(&out->tests, test->name, t + 1, NULL);
        map_add(&out->tests, strbuf_text(&key), t + 1, NULL);
    }
}

/* ---- mutants ----------------------------------------------------------------------------------------------------- */

static void add_kill(struct finding_out *out, struct test_quality *test, size_t index, const char *id)
{
    struct arena *arena = &out->quality->arena;
    if (test->killed_count == out->kill_capacity[index]) {
        const size_t capacity = 2 * out->kill_capacity[index] + 8;
        const char **more = arena_array(arena, capacity, sizeof *more);
        if (test->killed_count)
            memcpy(more, test->killed, test->killed_count * sizeof *more);
        test->killed = more;
        out->kill_capacity[index] = capacity;
    }
    test->killed[test->killed_count++] = arena_strdup(arena, id);
}

/* Tests of one name in one suite are one to the mutants' runtime. */
static void note_failed(void *context, const char *mutant_id, const char *test)
{
    struct finding_out *out = context;
    uint64_t at;
    if (map_find(&out->tests, test, &at) && found_add(&out->mutants, mutant_id, (size_t)at - 1))
        add_kill(out, &out->quality->tests[at - 1], (size_t)at - 1, mutant_id);
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void note_mutants(struct finding_out *out, const struct mutant_set *set)
{
    struct suite_quality *quality = out->quality;
    const struct mutant_counts counts = mutant_set_counts(set);
    quality->mutants = counts.all - counts.ignored;
    quality->mutants_killed = counts.killed + counts.timeout;
    for (size_t i = 0; i < set->count; i++) /* where no test failed, but the program ended */
        if (set->items[i].killed_by)
            note_failed(out, set->items[i].id, set->items[i].killed_by);
    for (size_t i = 0; i < out->mutants.find_count; i++)
        quality->tests[out->mutants.finds[i].test].killed_alone +=
            out->mutants.finders[out->mutants.finds[i].thing] == 1;
    for (size_t t = 0; t < quality->count; t++)
        if (quality->tests[t].killed_count)
            qsort(quality->tests[t].killed, quality->tests[t].killed_count, sizeof(char *), compare_texts);
}

static enum status run_mutants(struct finding_out *out, struct error *err)
{
    const struct testqual_sources *sources = out->sources;
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(memory_free_pointer) const char **files = memory_new(sources->units->count + 1, sizeof *files);
    for (size_t i = 0; i < sources->units->count; i++)
        files[i] = sources->units->items[i].path;
    enum status status =
        mutate_run(&(struct mutate_run_options){.files = files,
                                                .file_count = sources->units->count,
                                                .suite = sources->suite,
                                                .source_root = sources->root,
                                                .operators = sources->units->project.mutate_operators,
                                                .clang = sources->workplace->tools.clang.path,
                                                .plugin = sources->workplace->installation.plugin,
                                                .runtime = sources->workplace->installation.runtime,
                                                .sandbox = sources->workplace->sandbox,
                                                .jobs = sources->jobs ? sources->jobs : pool_processors(),
                                                .limit_ms = sources->limit_ms,
                                                .progress = mutation_progress_show,
                                                .progress_context = sources->progress,
                                                .failed = note_failed,
                                                .hook_context = out},
                   &set, err);
    mutation_progress_end(sources->progress);
    if (status == STATUS_OK)
        note_mutants(out, &set);
    return status;
}

/* ---- branches ---------------------------------------------------------------------------------------------------- */

static void note_branch(struct finding_out *out, size_t test, const char *path, const struct coverage_branch *branch)
{
    SCOPED(strbuf_release) struct strbuf key = {0};
    if (!branch->taken)
        return;
    strbuf_printf(&key, "%s\n%u %u %u", path, branch->line, branch->block, branch->number);
    if (found_add(&out->branches, strbuf_text(&key), test))
        out->quality->tests[test].branches++;
}

static void note_covered(void *context, const char *program, uint32_t place, const char *name,
                         const struct coverage *coverage)
{
    (void)name;
    struct finding_out *out = context;
    SCOPED(strbuf_release) struct strbuf key = {0};
    uint64_t at;
    strbuf_printf(&key, "%s\n%u", program, place);
    if (!map_find(&out->tests, strbuf_text(&key), &at))
        return;
    for (size_t f = 0; f < coverage->file_count; f++)
        for (size_t b = 0; b < coverage->files[f].branch_count; b++)
            note_branch(out, (size_t)at - 1, coverage->files[f].path, &coverage->files[f].branches[b]);
    const uint64_t all = coverage_totals(coverage).branches;
    out->quality->branches = all > out->quality->branches ? all : out->quality->branches;
}

static void show_covered(void *context, size_t done, size_t total)
{
    struct finding_out *out = context;
    mutation_progress_show(out->sources->progress, "coverage of tests", done, total);
}

static enum status run_coverage(struct finding_out *out, struct error *err)
{
    const struct testqual_sources *sources = out->sources;
    SCOPED(memory_free_pointer) const char **files = memory_new(sources->units->count + 1, sizeof *files);
    for (size_t i = 0; i < sources->units->count; i++)
        files[i] = sources->units->items[i].path;
    enum status status = coverage_run_each_test(
        &(struct coverage_each_test_options){.suite = {.tools = &sources->workplace->tools,
                                                       .sandbox = sources->workplace->sandbox,
                                                       .suite = sources->suite,
                                                       .source_root = sources->root,
                                                       .sources = files,
                                                       .timeout_ms = sources->limit_ms},
                                             .order_library = sources->workplace->installation.order,
                                             .jobs = sources->jobs,
                                             .covered = note_covered,
                                             .progress = show_covered,
                                             .context = out},
        err);
    mutation_progress_end(sources->progress);
    out->quality->branches_taken = out->branches.things.count;
    return status;
}

/* Of two tests that take a branch and do nothing else, one must stay: the later is left out first. */
static void note_alone(struct finding_out *out)
{
    struct suite_quality *quality = out->quality;
    for (size_t t = quality->count; t-- > 0;)
        if (quality->tests[t].killed_count == 0 && !finds_alone(&out->branches, t))
            found_drop(&out->branches, t);
    for (size_t i = 0; i < out->branches.find_count; i++)
        quality->tests[out->branches.finds[i].test].branches_alone +=
            out->branches.finders[out->branches.finds[i].thing] == 1;
}

/* ---- both -------------------------------------------------------------------------------------------------------- */

static bool always_passes(const struct suite_quality *quality)
{
    for (size_t t = 0; t < quality->count; t++)
        if (quality->tests[t].outcome != TEST_PASSED || quality->tests[t].steadiness == TEST_IS_FLAKY)
            return false;
    return true;
}

enum status testqual_add_sources(const struct testqual_sources *sources, struct suite_quality *quality,
                                 struct error *err)
{
    SCOPED(finding_out_release) struct finding_out out = {.sources = sources, .quality = quality};
    if (sources->units->count == 0) {
        quality->why_no_mutants = "no source under test was named";
        return STATUS_OK;
    }
    if (!always_passes(quality)) {
        quality->why_no_mutants = "not all tests always pass";
        return STATUS_OK;
    }
    index_tests(&out);
    enum status status = run_mutants(&out, err);
    if (status == STATUS_OK)
        status = run_coverage(&out, err);
    if (status == STATUS_OK)
        note_alone(&out);
    quality->has_mutants = status == STATUS_OK;
    return status;
}
