/* The suite's copy, and running it once. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/process.h"
#include "measure_parts.h"

#define SHOWN_OUTPUT_BYTES 600
#define SLOWER 20 /* than any run before: it hangs */
#define LEAST_LIMIT_MS 10000

enum status measure_open(struct measuring *measuring, struct error *err)
{
    const struct measure_options *options = measuring->options;
    SCOPED(memory_free_pointer) char *copy = path_join(sandbox_staging(options->sandbox), "measured-suite");
    measuring->commands = path_join(sandbox_staging(options->sandbox), "commands");
    if (!options->tools->make.path)
        return error_set(err, STATUS_NOT_FOUND, "make is not installed, no suite can be built");
    if (strpbrk(options->library, " :'"))
        return error_set(err, STATUS_INVALID,
                         "'%s' cannot be loaded into programs: the path holds a blank, colon or quote; install cet "
                         "elsewhere",
                         options->library);
    enum status status = folder_make(measuring->commands, err);
    if (status == STATUS_OK)
        status = folder_copy(options->suite, copy, err);
    if (status == STATUS_OK && chmod(copy, 0700) != 0) /* the original may be read-only */
        return error_set_errno(err, "'%s' cannot be made writable", copy);
    measuring->copy = path_real(copy);
    return status;
}

void measure_close(struct measuring *measuring)
{
    map_release(&measuring->index);
    map_release(&measuring->refusals);
    free(measuring->has_fixture);
    free(measuring->copy);
    free(measuring->commands);
}

void suite_run_release(struct suite_run *run)
{
    free(run->events);
    *run = (struct suite_run){0};
}

const struct test_event *suite_run_find(const struct suite_run *run, size_t test)
{
    const struct test_event *found = NULL;
    for (size_t i = 0; i < run->count; i++)
        if (run->events[i].test == test && (!found || found->outcome == TEST_PASSED))
            found = &run->events[i];
    return found;
}

/* The end of what make printed, on one line. */
static void add_tail(const struct strbuf *output, struct strbuf *out)
{
    const size_t from = output->length > SHOWN_OUTPUT_BYTES ? output->length - SHOWN_OUTPUT_BYTES : 0;
    for (size_t i = from; i < output->length; i++)
        strbuf_add_char(out, output->bytes[i] == '\n' ? ' ' : output->bytes[i]);
}

/* Tests that fail are part of the answer; a suite that does not come to them has none. */
static enum status explain_silence(const struct measuring *measuring, const struct process_result *result,
                                   struct error *err)
{
    SCOPED(strbuf_release) struct strbuf how = {0};
    SCOPED(strbuf_release) struct strbuf tail = {0};
    const char *name = measuring->options->name;
    if (process_succeeded(result))
        return error_set(err, STATUS_INVALID,
                         "'%s': `make check` ran no test of a CUnit that is linked as a shared library", name);
    process_describe(result, &how);
    add_tail(&result->output, &tail);
    return error_set(err, STATUS_INVALID, "'%s': `make check` ends with %s and ran no CUnit test: %s", name,
                     strbuf_text(&how), strbuf_text(&tail));
}

static enum status explain_timeout(const struct measuring *measuring, const struct process_result *result,
                                   const struct suite_run *run, struct error *err)
{
    const struct test_event *last = run->count ? &run->events[run->count - 1] : NULL;
    const bool is_test = last && last->outcome == TEST_ENDED_PROCESS;
    return error_set(err, STATUS_LIMIT,
                     "'%s': `make check` did not end within %" PRIu64 " s%s%s; --timeout SECONDS gives it more",
                     measuring->options->name, result->wall_ms / 1000, is_test ? ", it was in " : "",
                     is_test ? measuring->quality->tests[last->test].name : "");
}

/* A test that hangs in one order only must not take its whole limit each time. */
static uint64_t limit_of(const struct measuring *measuring, struct run_way way)
{
    const uint64_t limit_ms = measuring->options->limit_ms ? measuring->options->limit_ms : PROCESS_TIMEOUT_MS;
    const uint64_t usual_ms = SLOWER * measuring->slowest_ms + LEAST_LIMIT_MS;
    return !way.builds && usual_ms < limit_ms ? usual_ms : limit_ms;
}

static enum status run_make(const struct measuring *measuring, struct run_way way, const char *report,
                            struct process_result *ret_result, struct error *err)
{
    const struct measure_options *options = measuring->options;
    SCOPED(strbuf_release) struct strbuf cc = {0};
    SCOPED(strbuf_release) struct strbuf root = {0};
    SCOPED(strbuf_release) struct strbuf preload = {0};
    SCOPED(strbuf_release) struct strbuf place = {0};
    SCOPED(strbuf_release) struct strbuf seed = {0};
    const char *argv[7] = {options->tools->make.path, "-s", "check"};
    size_t words = 3;
    strbuf_printf(&cc, "CC=%s -w -gen-cdb-fragment-path '%s'", options->tools->clang.path, measuring->commands);
    strbuf_printf(&root, "SRC_DIR=%s", options->source_root ? options->source_root : "");
    strbuf_printf(&preload, "LD_PRELOAD=%s/libcet-order.so", options->library);
    strbuf_printf(&place, "CET_ORDER_REPORT=%s", report);
    strbuf_printf(&seed, "CET_ORDER_SEED=%" PRIu64, way.seed);
    argv[words++] = strbuf_text(&cc);
    if (options->source_root)
        argv[words++] = strbuf_text(&root);
    if (way.builds)
        argv[words++] = "-B"; /* what lies there was not built by this clang */
    const char *const environment[] = {strbuf_text(&preload), strbuf_text(&place), strbuf_text(&seed),
                                       way.is_alone ? "CET_ORDER_ALONE=1" : NULL, NULL};
    return process_run(&(struct process_request){.argv = argv,
                                                 .folder = measuring->copy,
                                                 .environment = environment,
                                                 .sandbox = options->sandbox,
                                                 .address_space_unlimited = true,
                                                 .merge_errors = true,
                                                 .output_cut = true,
                                                 .timeout_ms = limit_of(measuring, way)},
                       ret_result, err);
}

static enum status read_run(struct measuring *measuring, struct run_way way, const char *report,
                            const struct process_result *result, struct suite_run *run, struct error *err)
{
    enum status status = STATUS_OK;
    if (file_exists(report))
        status = measure_read_report(measuring, report, way.is_alone, run, err);
    if (status != STATUS_OK || !way.builds)
        return status;
    if (result->end == PROCESS_TIMED_OUT)
        return explain_timeout(measuring, result, run, err);
    return run->count == 0 ? explain_silence(measuring, result, err) : STATUS_OK;
}

enum status measure_run(struct measuring *measuring, struct run_way way, struct suite_run *ret_run, struct error *err)
{
    SCOPED(process_result_release) struct process_result result = {0};
    SCOPED(strbuf_release) struct strbuf report = {0};
    struct suite_run run = {0};
    strbuf_printf(&report, "%s/order-%u", sandbox_staging(measuring->options->sandbox), measuring->report_count++);
    enum status status = run_make(measuring, way, strbuf_text(&report), &result, err);
    if (status == STATUS_OK && result.end == PROCESS_CANCELLED)
        status = error_set(err, STATUS_CANCELLED, "interrupted");
    if (status == STATUS_OK)
        status = read_run(measuring, way, strbuf_text(&report), &result, &run, err);
    if (result.end != PROCESS_TIMED_OUT && result.wall_ms > measuring->slowest_ms)
        measuring->slowest_ms = result.wall_ms;
    if (status == STATUS_OK)
        *ret_run = run;
    else
        suite_run_release(&run);
    return status;
}
