#include "cet/coverage/each_test.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "cet/coverage/gcov.h"
#include "cet/exec/parallel.h"
#include "suite_build.h"
#include "test_names.h"

#define MAX_TESTS 100000
#define REPORT_NAME "cet-order-report"

struct one_test {
    char *program, *folder;
    uint32_t place;
    struct coverage coverage;
};

struct each_test {
    const struct coverage_each_test_options *options;
    char *build, *data; /* folders */
    struct one_test *tests;
    size_t count, capacity;
    const char *program;  /* while folders are listed */
    struct map is_wanted; /* data file, as it is called below the test's folder -> whether it speaks of the sources */
    pthread_mutex_t lock;
    size_t done;
};

/* ---- which tests there are --------------------------------------------------------------------------------------- */

static enum status list_test(void *context, const char *name, bool is_folder, struct error *err)
{
    struct each_test *each = context;
    if (!is_folder)
        return STATUS_OK;
    if (each->count == MAX_TESTS)
        return error_set(err, STATUS_LIMIT, "'%s': more than %d tests", each->options->suite.suite, MAX_TESTS);
    SCOPED(memory_free_pointer) char *above = path_join(each->data, each->program);
    const struct one_test test = {.program = memory_strdup(each->program),
                                  .folder = path_join(above, name),
                                  .place = (uint32_t)strtoul(name, NULL, 10)};
    ARRAY_PUSH(each->tests, each->count, each->capacity, test);
    return STATUS_OK;
}

static enum status list_program(void *context, const char *name, bool is_folder, struct error *err)
{
    struct each_test *each = context;
    SCOPED(memory_free_pointer) char *path = path_join(each->data, name);
    each->program = name;
    return is_folder ? folder_each(path, list_test, each, err) : STATUS_OK;
}

/* ---- the data of one test ---------------------------------------------------------------------------------------- */

struct search {
    struct each_test *each;
    struct one_test *test;
    const char *folder;
};

/* gcov looks for the notes beside the data; those lie where the object was built. */
static enum status lend_notes(const char *data, const char *below, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf from = {0};
    SCOPED(strbuf_release) struct strbuf to = {0};
    const int stem = (int)(strlen(data) - strlen(".gcda")), stem_below = (int)(strlen(below) - strlen(".gcda"));
    strbuf_printf(&from, "/%.*s.gcno", stem_below, below);
    strbuf_printf(&to, "%.*s.gcno", stem, data);
    if (symlink(strbuf_text(&from), strbuf_text(&to)) != 0 && errno != EEXIST)
        return error_set_errno(err, "cannot link '%s'", strbuf_text(&to));
    return STATUS_OK;
}

/* The same object tells of the same sources in each test. */
static bool is_passed_over(struct each_test *each, const char *below)
{
    uint64_t is_wanted = 1;
    pthread_mutex_lock(&each->lock);
    map_find(&each->is_wanted, below, &is_wanted);
    pthread_mutex_unlock(&each->lock);
    return !is_wanted;
}

static void note_wanted(struct each_test *each, const char *below, bool is_wanted)
{
    pthread_mutex_lock(&each->lock);
    map_set(&each->is_wanted, below, is_wanted);
    pthread_mutex_unlock(&each->lock);
}

static enum status read_data(const struct search *search, const char *path, struct error *err)
{
    struct each_test *each = search->each;
    const struct coverage_suite_options *suite = &each->options->suite;
    const char *below = path_below(path, search->test->folder);
    SCOPED(coverage_release) struct coverage all = {0};
    SCOPED(coverage_release) struct coverage kept = {0};
    if (is_passed_over(each, below))
        return STATUS_OK;
    enum status status = lend_notes(path, below, err);
    if (status == STATUS_OK)
        status =
            gcov_read_file(&(struct gcov_options){.tools = suite->tools, .sandbox = suite->sandbox}, path, &all, err);
    if (status != STATUS_OK)
        return status;
    coverage_keep(&all, suite->sources, &kept);
    note_wanted(each, below, kept.file_count > 0);
    coverage_merge(&search->test->coverage, &kept);
    return STATUS_OK;
}

static enum status search_folder(void *context, const char *name, bool is_folder, struct error *err)
{
    const struct search *search = context;
    SCOPED(memory_free_pointer) char *path = path_join(search->folder, name);
    struct search deeper = {search->each, search->test, path};
    if (is_folder)
        return folder_each(path, search_folder, &deeper, err);
    return path_has_extension(name, ".gcda") ? read_data(search, path, err) : STATUS_OK;
}

static enum status read_test(void *context, size_t index, struct error *err)
{
    struct each_test *each = context;
    struct one_test *test = &each->tests[index];
    struct search search = {each, test, test->folder};
    const enum status status = folder_each(test->folder, search_folder, &search, err);
    pthread_mutex_lock(&each->lock);
    each->done++;
    if (each->options->progress)
        each->options->progress(each->options->context, each->done, each->count);
    pthread_mutex_unlock(&each->lock);
    return status;
}

/* ---- all of them ------------------------------------------------------------------------------------------------- */

static enum status run_tests(struct each_test *each, struct error *err)
{
    SCOPED(process_result_release) struct process_result result = {0};
    SCOPED(strbuf_release) struct strbuf preload = {0};
    SCOPED(strbuf_release) struct strbuf report = {0};
    SCOPED(strbuf_release) struct strbuf data = {0};
    strbuf_printf(&preload, "LD_PRELOAD=%s", each->options->order_library);
    strbuf_printf(&report, "CET_ORDER_REPORT=%s/" REPORT_NAME, each->build);
    strbuf_printf(&data, "CET_ORDER_COVERAGE=%s", each->data);
    const char *const environment[] = {strbuf_text(&preload), strbuf_text(&report), strbuf_text(&data),
                                       "CET_ORDER_ALONE=1", NULL};
    enum status status = suite_build_and_run(&each->options->suite, each->build, environment, &result, err);
    if (status == STATUS_OK)
        status = folder_each(each->data, list_program, each, err);
    if (status == STATUS_OK && each->count == 0)
        status = error_set(err, STATUS_INVALID, "'%s': no test of it wrote coverage data", each->options->suite.suite);
    return status;
}

static void release(struct each_test *each)
{
    for (size_t i = 0; i < each->count; i++) {
        free(each->tests[i].program);
        free(each->tests[i].folder);
        coverage_release(&each->tests[i].coverage);
    }
    free(each->tests);
    folder_remove(each->build, NULL);
    folder_remove(each->data, NULL);
    free(each->build);
    free(each->data);
    map_release(&each->is_wanted);
    pthread_mutex_destroy(&each->lock);
}

enum status coverage_run_each_test(const struct coverage_each_test_options *options, struct error *err)
{
    const char *staging = sandbox_staging(options->suite.sandbox);
    struct each_test each = {.options = options,
                             .build = path_join(staging, "covered-suite"),
                             .data = path_join(staging, "coverage-of-tests"),
                             .lock = PTHREAD_MUTEX_INITIALIZER};
    enum status status = folder_make(each.data, err);
    if (status == STATUS_OK)
        status = folder_copy(options->suite.suite, each.build, err);
    if (status == STATUS_OK)
        status = run_tests(&each, err);
    if (status == STATUS_OK)
        status = parallel_run(
            &(struct parallel){.jobs = options->jobs, .count = each.count, .run = read_test, .context = &each}, err);
    SCOPED(test_names_release) struct test_names names = {0};
    SCOPED(memory_free_pointer) char *report = path_join(each.build, REPORT_NAME);
    test_names_read(report, &names);
    for (size_t i = 0; i < each.count && status == STATUS_OK; i++) {
        const struct one_test *test = &each.tests[i];
        options->covered(options->context, test->program, test->place,
                         test_names_find(&names, test->program, test->place), &test->coverage);
    }
    release(&each);
    return status;
}
