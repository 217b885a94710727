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

/* Tests that fail are told apart from a suite that does not get that far. */
static enum status explain_silence(const struct measuring *measuring, const struct process_result *result,
                                   struct error *err)
{
    SCOPED(strbuf_release) struct strbuf how = {0};
    SCOPED(strbuf_release) struct strbuf tail = {0};
    size_t from = result->output.length > SHOWN_OUTPUT_BYTES ? result->output.length - SHOWN_OUTPUT_BYTES : 0;
    for (size_t i = from; i < result->output.length; i++)
        strbuf_add_char(&tail, result->output.bytes[i] == '\n' ? ' ' : result->output.bytes[i]);
    process_describe(result, &how);
    const char *name = measuring->options->name;
    if (result->end == PROCESS_TIMED_OUT)
        return error_set(err, STATUS_LIMIT, "'%s': `make check` did not end within %" PRIu64 " s and ran no CUnit test",
                         name, result->wall_ms / 1000);
    if (process_succeeded(result))
        return error_set(err, STATUS_INVALID,
                         "'%s': `make check` ran no test of a CUnit that is linked as a shared library", name);
    return error_set(err, STATUS_INVALID, "'%s': `make check` ends with %s and ran no CUnit test: %s", name,
                     strbuf_text(&how), strbuf_text(&tail));
}

static enum status run_make(struct measuring *measuring, struct run_way way, const char *report,
                            struct process_result *ret_result, struct error *err)
{
    const struct measure_options *options = measuring->options;
    SCOPED(strbuf_release) struct strbuf cc = {0};
    SCOPED(strbuf_release) struct strbuf root = {0};
    SCOPED(strbuf_release) struct strbuf variables = {0};
    const char *argv[8] = {options->tools->make.path, "-s", "check"};
    const char *environment[5] = {0};
    size_t words = 3, count = 0;
    strbuf_printf(&cc, "CC=%s -w -gen-cdb-fragment-path '%s'", options->tools->clang.path, measuring->commands);
    argv[words++] = strbuf_text(&cc);
    if (options->source_root) {
        strbuf_printf(&root, "SRC_DIR=%s", options->source_root);
        argv[words++] = strbuf_text(&root);
    }
    if (way.builds)
        argv[words++] = "-B";
    const size_t first = variables.length;
    strbuf_printf(&variables, "LD_PRELOAD=%s/libcet-order.so", options->library);
    strbuf_add_char(&variables, '\0');
    const size_t second = variables.length;
    strbuf_printf(&variables, "CET_ORDER_REPORT=%s", report);
    strbuf_add_char(&variables, '\0');
    const size_t third = variables.length;
    strbuf_printf(&variables, "CET_ORDER_SEED=%" PRIu64, way.seed);
    environment[count++] = strbuf_text(&variables) + first;
    environment[count++] = strbuf_text(&variables) + second;
    environment[count++] = strbuf_text(&variables) + third;
    if (way.is_alone)
        environment[count++] = "CET_ORDER_ALONE=1";
    return process_run(&(struct process_request){.argv = argv,
                                                 .folder = measuring->copy,
                                                 .environment = environment,
                                                 .sandbox = options->sandbox,
                                                 .address_space_unlimited = true,
                                                 .merge_errors = true,
                                                 .output_cut = true,
                                                 .timeout_ms = options->limit_ms},
                       ret_result, err);
}

enum status measure_run(struct measuring *measuring, struct run_way way, struct suite_run *ret_run, struct error *err)
{
    SCOPED(process_result_release) struct process_result result = {0};
    SCOPED(strbuf_release) struct strbuf report = {0};
    strbuf_printf(&report, "%s/order-%u", sandbox_staging(measuring->options->sandbox), measuring->report_count++);
    enum status status = run_make(measuring, way, strbuf_text(&report), &result, err);
    if (status != STATUS_OK)
        return status;
    if (result.end == PROCESS_CANCELLED)
        return error_set(err, STATUS_CANCELLED, "interrupted");
    if (!file_exists(strbuf_text(&report)))
        return explain_silence(measuring, &result, err);
    struct suite_run run = {0};
    status = measure_read_report(measuring, strbuf_text(&report), way.is_alone, &run, err);
    if (status == STATUS_OK && run.count == 0 && way.builds)
        status = explain_silence(measuring, &result, err);
    if (status == STATUS_OK)
        *ret_run = run;
    else
        suite_run_release(&run);
    return status;
}
