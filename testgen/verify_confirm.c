/* Findings that hold: each is a program of its own, and the program shows it. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/pool.h"
#include "emit_files.h"
#include "reproducer.h"
#include "sanitizer_report.h"
#include "verify_round.h"

#define FINDINGS_MAX 32u /* tried for one unit; the shortest of each kind */
#define RUN_MS 10000u

struct candidate {
    struct plan_crash *crash;
    const char *folder; /* of its own */
    bool was_built;
};

struct confirming {
    const struct verify_round *round;
    struct arena arena;
    struct emit_unit unit;
    char *root;
    struct candidate items[FINDINGS_MAX];
    size_t count;
};

static bool is_alike(const struct plan_crash *a, const struct plan_crash *b)
{
    return !strcmp(a->function, b->function) && !strcmp(a->outcome, b->outcome) && a->is_contract == b->is_contract;
}

static bool is_shorter(const struct plan_crash *a, const struct plan_crash *b)
{
    return a->test.step_count != b->test.step_count ? a->test.step_count < b->test.step_count
                                                    : strlen(a->inputs) < strlen(b->inputs);
}

/* Of crashes that look the same the shortest stays. */
static void drop_alike(struct test_plan *plan)
{
    size_t kept = 0;
    for (size_t i = 0; i < plan->crash_count; i++) {
        size_t k = 0;
        while (k < kept && (plan->crashes[i].is_contract || !is_alike(&plan->crashes[k], &plan->crashes[i])))
            k++;
        if (k == kept)
            plan->crashes[kept++] = plan->crashes[i];
        else if (is_shorter(&plan->crashes[i], &plan->crashes[k]))
            plan->crashes[k] = plan->crashes[i];
    }
    plan->crash_count = kept;
}

/* ---- building ---------------------------------------------------------------------------------------------------- */

/* What the suite under sanitizers was linked with, compiled already. MemorySanitizer has to see the sources. */
static const char *const *with_of(struct confirming *c, const struct plan_crash *crash)
{
    const struct verify_options *o = c->round->options;
    size_t count = 0;
    while (o->with_sources && o->with_sources[count])
        count++;
    const char **with = arena_array(&c->arena, count + 1, sizeof *with);
    for (size_t i = 0; i < count; i++) {
        SCOPED(strbuf_release) struct strbuf name = {0};
        makefile_with_object(o->with_sources, i, &name);
        const char *object = arena_printf(&c->arena, "%s/sanitizers/%s", c->round->folder, strbuf_text(&name));
        with[i] = file_exists(object) && !crash_is_uninitialised(crash) ? object : o->with_sources[i];
    }
    return with;
}

static struct process_request request_in(const struct confirming *c, const char *folder, const char *const *argv,
                                         uint64_t timeout_ms)
{
    return (struct process_request){.argv = argv,
                                    .folder = folder,
                                    .merge_errors = true,
                                    .output_cut = true,
                                    .address_space_unlimited = true,
                                    .sandbox = c->round->options->sandbox,
                                    .timeout_ms = timeout_ms};
}

static struct process_request build_request(struct confirming *c, const struct candidate *item)
{
    SCOPED(strbuf_release) struct strbuf command = {0};
    const struct reproducer_build build = {.clang = c->round->tools->clang.path,
                                           .source = "finding.c",
                                           .program = "finding",
                                           .source_root = c->root,
                                           .root = c->root,
                                           .with_sources = with_of(c, item->crash),
                                           .with_libraries = c->round->options->with_libraries};
    reproducer_command(&c->unit, item->crash, &build, &command);
    const char **argv = arena_array(&c->arena, 4, sizeof *argv);
    argv[0] = "sh";
    argv[1] = "-c";
    argv[2] = arena_strdup(&c->arena, strbuf_text(&command));
    return request_in(c, item->folder, argv, VERIFY_RUN_MS);
}

static struct process_request run_request(struct confirming *c, const struct candidate *item)
{
    const char **argv = arena_array(&c->arena, 2, sizeof *argv);
    const char **environment = arena_array(&c->arena, 4, sizeof *environment);
    argv[0] = arena_printf(&c->arena, "%s/finding", item->folder);
    environment[0] = "ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1:detect_stack_use_after_return=1";
    if (crash_is_leak(item->crash))
        environment[0] = "ASAN_OPTIONS=detect_leaks=1:leak_check_at_exit=0:allocator_may_return_null=1";
    environment[2] = "MSAN_OPTIONS=allocator_may_return_null=1";
    environment[1] = "UBSAN_OPTIONS=halt_on_error=0:print_stacktrace=0";
    struct process_request request = request_in(c, item->folder, argv, RUN_MS);
    request.environment = environment;
    return request;
}

static enum status write_candidate(struct confirming *c, struct plan_crash *crash, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (c->count == FINDINGS_MAX || !reproducer_format(&c->unit, crash, &text))
        return STATUS_OK;
    struct candidate *item = &c->items[c->count];
    *item = (struct candidate){.crash = crash,
                               .folder = arena_printf(&c->arena, "%s/finding_%zu", c->round->folder, c->count)};
    crash->program = arena_strdup(&c->round->plan->arena, strbuf_text(&text));
    enum status status = folder_make(item->folder, err);
    if (status == STATUS_OK)
        status = file_write(arena_printf(&c->arena, "%s/finding.c", item->folder), text.bytes, text.length, err);
    if (status == STATUS_OK)
        status = emit_write_finding_headers(item->folder, err);
    c->count += status == STATUS_OK;
    return status;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static const char *outcome_in(const struct confirming *c, const struct candidate *item,
                              const struct process_result *result)
{
    struct test_plan *plan = c->round->plan;
    for (const char *line = strbuf_text(&result->output); *line;) {
        const char *outcome = sanitizer_outcome(line, plan->unit, &plan->arena);
        if (outcome)
            return outcome;
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return !strcmp(item->crash->outcome, "hang") && result->end == PROCESS_TIMED_OUT ? item->crash->outcome : NULL;
}

static const char *sanitizer_of(const struct plan_crash *crash)
{
    return crash_is_uninitialised(crash) ? "MemorySanitizer"
           : crash_is_leak(crash)        ? "LeakSanitizer"
                                         : "AddressSanitizer and UndefinedBehaviorSanitizer";
}

static void judge(const struct confirming *c, struct candidate *item, const struct process_result *result)
{
    struct arena *arena = &c->round->plan->arena;
    struct plan_crash *crash = item->crash;
    const char *outcome = item->was_built ? outcome_in(c, item, result) : NULL;
    if (!item->was_built) {
        crash->program = NULL;
        return;
    }
    if (!outcome) {
        crash->is_contract = true;
        crash->evidence = arena_printf(arena, "a program of its own makes the same calls under %s without a report",
                                       sanitizer_of(crash));
        return;
    }
    crash->evidence =
        !strcmp(outcome, "hang")
            ? "a program of its own makes the same calls and does not end"
            : arena_printf(arena, "a program of its own makes the same calls under %s", sanitizer_of(crash));
    crash->outcome = outcome;
}

static enum status run_all(struct confirming *c, struct error *err)
{
    struct process_request requests[FINDINGS_MAX];
    struct process_result results[FINDINGS_MAX] = {0};
    const unsigned jobs = c->round->options->jobs;
    for (size_t i = 0; i < c->count; i++)
        requests[i] = build_request(c, &c->items[i]);
    enum status status = pool_run_all(requests, c->count, jobs, NULL, NULL, results, err);
    for (size_t i = 0; i < c->count; i++) {
        c->items[i].was_built = process_succeeded(&results[i]);
        process_result_release(&results[i]);
        results[i] = (struct process_result){0};
        requests[i] = run_request(c, &c->items[i]);
    }
    if (status == STATUS_OK)
        status = pool_run_all(requests, c->count, jobs, NULL, NULL, results, err);
    for (size_t i = 0; i < c->count; i++) {
        if (status == STATUS_OK)
            judge(c, &c->items[i], &results[i]);
        process_result_release(&results[i]);
    }
    return status;
}

/* A call that ends the process, as exit does, is one that no sanitizer minds. */
static bool is_shown_by_report(const struct plan_crash *crash)
{
    return !crash->is_contract && strcmp(crash->outcome, "end of the process") != 0;
}

enum status round_confirm(const struct verify_round *round, struct error *err)
{
    struct test_plan *plan = round->plan;
    SCOPED(memory_free_pointer) char *own_root = path_folder(plan->unit);
    struct confirming c = {
        .round = round,
        .unit = {.plan = plan, .facts = round->facts, .arguments = round->options->arguments},
        .root = path_absolute(round->options->source_root ? round->options->source_root : own_root, NULL)};
    enum status status = STATUS_OK;
    drop_alike(plan);
    for (size_t i = 0; i < plan->crash_count && status == STATUS_OK; i++)
        if (is_shown_by_report(&plan->crashes[i]))
            status = write_candidate(&c, &plan->crashes[i], err);
    if (status == STATUS_OK && c.count)
        status = run_all(&c, err);
    drop_alike(plan);
    free(c.root);
    arena_release(&c.arena);
    return status;
}
