#include "cet/mutate/run.h"

#include <stdio.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "mutated_suite.h"
#include "reports.h"

#define REPORT_MAX_BYTES (256u << 20)
#define OUTPUT_TAIL 600

static void say_stage(const struct mutated_suite *suite, const char *stage, size_t done, size_t total)
{
    if (suite->options->progress)
        suite->options->progress(suite->options->progress_context, stage, done, total);
}

/* The end of what the suite printed, on one line. */
static void add_tail(struct strbuf *out, const struct strbuf *output)
{
    size_t from = output->length > OUTPUT_TAIL ? output->length - OUTPUT_TAIL : 0;
    for (size_t i = from; i < output->length; i++)
        strbuf_add_char(out, output->bytes[i] == '\n' ? ' ' : output->bytes[i]);
}

static enum status check_fails(const struct mutated_suite *suite, const struct process_result *result, const char *when,
                               struct error *err)
{
    SCOPED(strbuf_release) struct strbuf end = {0};
    SCOPED(strbuf_release) struct strbuf tail = {0};
    process_describe(result, &end);
    add_tail(&tail, &result->output);
    return error_set(err, STATUS_INVALID, "'%s': `make check` %s ends with %s: %s", suite->options->suite, when,
                     strbuf_text(&end), strbuf_text(&tail));
}

static enum status pass_clean(struct mutated_suite *suite, const char *mode, const char *when, struct error *err)
{
    SCOPED(process_result_release) struct process_result result = {0};
    enum status status = mutated_suite_check(suite, mode, 0, &result, err);
    if (status != STATUS_OK)
        return status;
    suite->clean_ms = result.wall_ms;
    return process_succeeded(&result) ? STATUS_OK : check_fails(suite, &result, when, err);
}

struct loading {
    struct mutated_suite *suite;
    struct mutant_set *set;
};

static enum status load_table(void *context, const char *name, bool is_folder, struct error *err)
{
    struct loading *loading = context;
    SCOPED(mutant_set_release) struct mutant_set unit = {0};
    SCOPED(memory_free_pointer) char *path = path_join(loading->suite->tables, name);
    if (is_folder)
        return STATUS_OK;
    enum status status = mutant_set_load(path, &unit, err);
    if (status == STATUS_OK)
        mutant_set_add_unit(loading->set, &unit);
    return status;
}

static enum status load_mutants(struct mutated_suite *suite, struct mutant_set *set, struct error *err)
{
    enum status status = folder_each(suite->tables, load_table, &(struct loading){suite, set}, err);
    if (status != STATUS_OK)
        return status;
    struct mutant_counts counts = mutant_set_counts(set);
    if (counts.all == counts.ignored)
        return error_set(err, STATUS_INVALID,
                         "'%s': no mutants: the suite compiles no code that is spelled in the files to change",
                         suite->options->suite);
    return STATUS_OK;
}

static enum status read_report(const struct mutated_suite *suite, struct strbuf *out, struct error *err)
{
    if (!file_exists(suite->report))
        return STATUS_OK;
    return file_read(suite->report, REPORT_MAX_BYTES, out, err);
}

static enum status run_clean(struct mutated_suite *suite, struct mutant_set *set, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf report = {0};
    enum status status = pass_clean(suite, "list", "with all mutants asleep", err);
    if (status == STATUS_OK)
        status = read_report(suite, &report, err);
    if (status != STATUS_OK)
        return status;
    if (strncmp(strbuf_text(&report), "program ", 8) != 0)
        return error_set(err, STATUS_INVALID, "'%s': `make check` ran no program that was built with mutants",
                         suite->options->suite);
    reports_apply_reach(set, strbuf_text(&report));
    return STATUS_OK;
}

static enum status select_mutants(const struct mutated_suite *suite, struct mutant_set *set, struct error *err)
{
    const struct mutate_run_options *options = suite->options;
    return options->select ? options->select(options->hook_context, set, err) : STATUS_OK;
}

static void say_judged(const struct mutated_suite *suite, const struct mutant *mutant)
{
    if (suite->options->judged)
        suite->options->judged(suite->options->hook_context, mutant);
}

/* A suite that ends well although a function under test aborts would let every mutant survive. */
static enum status see_failure(struct mutated_suite *suite, struct error *err)
{
    SCOPED(process_result_release) struct process_result result = {0};
    enum status status = mutated_suite_check(suite, "fail", 0, &result, err);
    if (status != STATUS_OK || !process_succeeded(&result))
        return status;
    return error_set(err, STATUS_INVALID,
                     "'%s': `make check` succeeds although a function under test aborts: its exit code tells nothing",
                     suite->options->suite);
}

static enum status write_plan(const struct mutated_suite *suite, const struct mutant_set *set, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf plan = {0};
    reports_format_plan(set, &plan);
    return file_write(suite->plan, strbuf_text(&plan), plan.length, err);
}

static size_t count_pending(const struct mutant_set *set)
{
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        count += set->items[i].status == MUTANT_PENDING;
    return count;
}

/* How far a run is that judges many mutants, by what it has reported. */
struct watch {
    const struct mutated_suite *suite;
    struct report_tail tail;
    size_t total;
};

static void look(void *context)
{
    struct watch *watch = context;
    size_t done = report_tail_count(&watch->tail, watch->suite->report);
    say_stage(watch->suite, "mutants", done < watch->total ? done : watch->total, watch->total);
}

static enum status run_forked(struct mutated_suite *suite, struct mutant_set *set, size_t reached, struct error *err)
{
    struct watch watch = {.suite = suite, .total = reached};
    SCOPED(process_result_release) struct process_result result = {0};
    SCOPED(strbuf_release) struct strbuf report = {0};
    enum status status = write_plan(suite, set, err);
    if (status == STATUS_OK)
        status = mutated_suite_watch(suite, "run", look, &watch, &result, err);
    if (status == STATUS_OK)
        status = read_report(suite, &report, err);
    if (status != STATUS_OK)
        return status;
    SCOPED(memory_free_pointer) bool *was_pending = memory_new(set->count, sizeof *was_pending);
    for (size_t i = 0; i < set->count; i++)
        was_pending[i] = set->items[i].status == MUTANT_PENDING;
    reports_apply_results(set, strbuf_text(&report));
    for (size_t i = 0; i < set->count; i++)
        if (was_pending[i] && set->items[i].status != MUTANT_PENDING)
            say_judged(suite, &set->items[i]);
    return STATUS_OK;
}

static enum status run_one(struct mutated_suite *suite, struct mutant *mutant, struct error *err)
{
    SCOPED(process_result_release) struct process_result result = {0};
    SCOPED(strbuf_release) struct strbuf report = {0};
    char mode[MUTANT_ID_SIZE + 8];
    snprintf(mode, sizeof mode, "one:%s", mutant->id);
    enum status status = mutated_suite_check(suite, mode, 20 * suite->clean_ms + 10000, &result, err);
    if (status == STATUS_OK)
        status = read_report(suite, &report, err);
    if (status != STATUS_OK)
        return status;
    bool is_hang = result.end == PROCESS_TIMED_OUT || reports_say_exhausted(strbuf_text(&report));
    mutant->duration_ms = (double)result.wall_ms;
    mutant->status = is_hang ? MUTANT_TIMEOUT : process_succeeded(&result) ? MUTANT_SURVIVED : MUTANT_KILLED;
    return STATUS_OK;
}

/* What the forking run gave no verdict on: reached only in processes that the tests start, or later than a crash. */
static enum status run_rest(struct mutated_suite *suite, struct mutant_set *set, size_t reached, struct error *err)
{
    size_t done = reached - count_pending(set);
    enum status status = STATUS_OK;
    say_stage(suite, "mutants", done, reached);
    for (size_t i = 0; i < set->count && status == STATUS_OK; i++)
        if (set->items[i].status == MUTANT_PENDING) {
            status = run_one(suite, &set->items[i], err);
            if (status == STATUS_OK)
                say_judged(suite, &set->items[i]);
            say_stage(suite, "mutants", ++done, reached);
        }
    return status;
}

static enum status judge(struct mutated_suite *suite, struct mutant_set *set, struct error *err)
{
    say_stage(suite, "build", 0, 0);
    enum status status = pass_clean(suite, NULL, "built with mutants", err);
    if (status == STATUS_OK)
        status = load_mutants(suite, set, err);
    if (status != STATUS_OK)
        return status;
    say_stage(suite, "clean run", 0, 0);
    status = run_clean(suite, set, err);
    if (status == STATUS_OK)
        status = select_mutants(suite, set, err);
    if (status != STATUS_OK || mutant_set_counts(set).pending == 0)
        return status;
    status = see_failure(suite, err);
    if (status != STATUS_OK)
        return status;
    const size_t reached = count_pending(set);
    say_stage(suite, "mutants", 0, reached);
    status = run_forked(suite, set, reached, err);
    return status == STATUS_OK ? run_rest(suite, set, reached, err) : status;
}

enum status mutate_run(const struct mutate_run_options *options, struct mutant_set *ret_set, struct error *err)
{
    struct mutated_suite suite;
    struct mutant_set set = {0};
    enum status status = mutated_suite_open(&suite, options, err);
    if (status == STATUS_OK)
        status = judge(&suite, &set, err);
    mutated_suite_release(&suite);
    if (status == STATUS_OK)
        *ret_set = set;
    else
        mutant_set_release(&set);
    return status;
}
