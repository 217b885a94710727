/* The stages of `cet ci`: findings, tests, coverage and mutants of the change. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/clock.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/coverage/gcov.h"
#include "ci.h"
#include "coverage_marks.h"
#include "scan.h"
#include "scan_settings.h"

#define MAX_SOURCE_BYTES (64u << 20)

void ci_measured_release(struct ci_measured *measured)
{
    if (!measured)
        return;
    found_release(&measured->found);
    source_units_release(&measured->units);
    source_units_release(&measured->built);
    coverage_change_release(&measured->new_code);
    coverage_release(&measured->coverage);
    mutant_set_release(&measured->mutants);
    strbuf_release(&measured->log);
    arena_release(&measured->arena);
}

/* Ends a stage: it ran, or its reason is kept. Only an interrupt goes on to the caller. */
static enum status end_stage(struct ci_measured *measured, enum change_stage stage, uint64_t started_ms,
                             enum status status, const struct error *why, struct error *err)
{
    struct gate_stage_run *run = &measured->evidence.stages[stage];
    run->duration_ms = (double)(clock_now_ms() - started_ms);
    if (status == STATUS_OK)
        run->ran = true;
    else
        run->broken = arena_strdup(&measured->arena, why->message);
    return status == STATUS_CANCELLED ? error_set(err, status, "%s", why->message) : STATUS_OK;
}

static uint64_t timeout_of(const struct ci_request *request)
{
    return request->project->ci.timeout_s ? request->project->ci.timeout_s : PROJECT_CI_TIMEOUT_S;
}

static struct ci_command command_in(const struct ci_request *request, const struct ci_copy *copy,
                                    const struct ci_compiler *compiler, const char *line)
{
    return (struct ci_command){.copy = copy,
                               .compiler = compiler,
                               .line = line,
                               .timeout_s = timeout_of(request),
                               .jobs = request->args->common.jobs};
}

/* --- findings --- */

static enum status build_with_mutants(const struct ci_request *request, const struct ci_copy *copy,
                                      const struct ci_compiler *compiler, const char *fragments,
                                      struct ci_measured *measured, struct error *err)
{
    const struct ci_recipe *recipe = request->recipe;
    const struct ci_command command = command_in(request, copy, compiler, recipe->build ? recipe->build : recipe->test);
    enum status status = ci_run(&command, &measured->log, err);
    if (status == STATUS_OK)
        status = ci_units_load(copy, fragments, &measured->built, &measured->units, err);
    if (status == STATUS_OK && !measured->units.count)
        status = error_set(err, STATUS_INVALID,
                           "`%.200s` compiles no C file of the project with $CC $CFLAGS; the build has to take both",
                           command.line);
    return status;
}

static enum status find_new(const struct ci_request *request, struct ci_measured *measured, struct error *err)
{
    struct scan_settings settings;
    enum status status = scan_settings_choose(request->project, NULL, NULL, &settings, err);
    if (status != STATUS_OK)
        return status;
    const struct find_request find = {.units = &measured->units,
                                      .checks = {.scope = CHECK_SCOPE_PROGRAM,
                                                 .globs = settings.checks,
                                                 .level = settings.level,
                                                 .thresholds = &settings.thresholds},
                                      .jobs = request->args->common.jobs,
                                      .progress = command_progress(&request->args->common)};
    status = find_in_units(&find, &measured->found, err);
    if (status == STATUS_OK)
        status = scan_leave_unchanged(request->base->commit, &find, &measured->found, err);
    for (size_t i = 0; i < measured->found.unread.count; i++)
        ci_change_add_gap(request->change, measured->found.unread.items[i].path, measured->found.unread.items[i].why);
    return status;
}

static enum status scan(const struct ci_request *request, const struct ci_copy *copy,
                        const struct ci_compiler *compiler, const char *fragments, struct ci_measured *measured,
                        struct error *err)
{
    struct error why = {0};
    const uint64_t started = clock_now_ms();
    enum status status = build_with_mutants(request, copy, compiler, fragments, measured, &why);
    if (status == STATUS_OK)
        status = find_new(request, measured, &why);
    return end_stage(measured, CHANGE_STAGE_SCAN, started, status, &why, err);
}

/* --- tests and coverage --- */

/* What programs of the build left behind is no test's. */
static enum status forget_data(void *context, const char *name, bool is_folder, struct error *err)
{
    const char *folder = context;
    SCOPED(memory_free_pointer) char *path = path_join(folder, name);
    if (is_folder)
        return folder_each(path, forget_data, path, err);
    return path_has_extension(name, ".gcda") ? folder_remove(path, err) : STATUS_OK;
}

static enum status run_tests(const struct ci_request *request, const struct ci_copy *copy, struct ci_measured *measured,
                             struct error *err)
{
    struct error why = {0};
    const struct ci_recipe *recipe = request->recipe;
    const struct ci_compiler compiler = {request->tools->gcc.path, "-O0 --coverage", "--coverage"};
    const uint64_t started = clock_now_ms();
    const struct ci_command build = command_in(request, copy, &compiler, recipe->build);
    const struct ci_command test = command_in(request, copy, &compiler, recipe->test);
    enum status status = recipe->build ? ci_run(&build, &measured->log, &why) : STATUS_OK;
    measured->build_failed = status == STATUS_INVALID;
    if (status == STATUS_OK && recipe->build)
        status = forget_data(copy->scratch, "tree", true, &why);
    const size_t before = measured->log.length;
    if (status == STATUS_OK)
        status = ci_run(&test, &measured->log, &why);
    if (status == STATUS_INVALID && ci_recipe_has_no_tests(recipe, strbuf_text(&measured->log) + before, &why))
        status = STATUS_NOT_FOUND;
    if (status == STATUS_INVALID) {
        measured->evidence.tests_failed = arena_strdup(&measured->arena, why.message);
        status = STATUS_OK;
    }
    return end_stage(measured, CHANGE_STAGE_TESTS, started, status, &why, err);
}

/* Into the paths of the original; what only the copy has was written by the build. */
static void take_coverage(const struct ci_copy *copy, struct coverage *read, struct coverage *ret_coverage)
{
    const char **kept = memory_new(read->file_count + 1, sizeof *kept);
    size_t count = 0;
    for (size_t i = 0; i < read->file_count; i++) {
        struct coverage_file *file = &read->files[i];
        char *original = ci_copy_original(copy, file->path);
        bool is_of_project = path_below(file->path, copy->top) != file->path && file_exists(original);
        free(file->path);
        file->path = original;
        if (is_of_project)
            kept[count++] = original;
    }
    coverage_keep(read, kept, ret_coverage);
    free(kept);
}

static void ask_sources(struct coverage_change *change)
{
    for (size_t i = 0; i < change->count; i++) {
        SCOPED(strbuf_release) struct strbuf text = {0};
        struct coverage_change_file *file = &change->files[i];
        if (coverage_change_wants_source(file) && file_read(file->path, MAX_SOURCE_BYTES, &text, NULL) == STATUS_OK)
            coverage_change_read_source(change, file, strbuf_text(&text), text.length);
    }
}

/* Marks in the change must not decide what is judged of it: they are named. */
static void name_marks(const struct ci_request *request, struct ci_measured *measured)
{
    struct coverage_marks_list marks = {0};
    coverage_marks_find_changed(&measured->coverage, &measured->new_code, request->change->changes.top, &marks);
    measured->evidence.coverage_marks = coverage_marks_names(&marks, &measured->arena);
    coverage_marks_list_release(&marks);
}

static enum status cover(const struct ci_request *request, const struct ci_copy *copy, struct ci_measured *measured,
                         struct error *err)
{
    struct error why = {0};
    SCOPED(coverage_release) struct coverage read = {0};
    const uint64_t started = clock_now_ms();
    enum status status =
        gcov_read_folder(&(struct gcov_options){.tools = request->tools, .folder = copy->top}, &read, &why);
    if (status == STATUS_NOT_FOUND)
        error_set(&why, status, "there is no coverage data: the build has to take $CC, $CFLAGS and $LDFLAGS");
    if (status == STATUS_OK) {
        take_coverage(copy, &read, &measured->coverage);
        coverage_change_compute(&measured->coverage, &request->change->changes.lines, &measured->new_code);
        ask_sources(&measured->new_code);
        name_marks(request, measured);
    }
    return end_stage(measured, CHANGE_STAGE_COVERAGE, started, status, &why, err);
}

static enum status test_and_cover(const struct ci_request *request, struct ci_measured *measured, struct error *err)
{
    SCOPED(ci_copy_close) struct ci_copy copy = {0};
    enum status status = ci_copy_open(request->change->changes.top, &copy, err);
    if (status == STATUS_OK)
        status = run_tests(request, &copy, measured, err);
    bool have_passed = measured->evidence.stages[CHANGE_STAGE_TESTS].ran && !measured->evidence.tests_failed;
    return status == STATUS_OK && have_passed ? cover(request, &copy, measured, err) : status;
}

/* --- mutants --- */

static enum status mutate(const struct ci_request *request, const struct ci_copy *copy,
                          const struct ci_compiler *compiler, struct ci_measured *measured, struct error *err)
{
    struct error why = {0};
    const uint64_t started = clock_now_ms();
    const struct ci_command test = command_in(request, copy, compiler, request->recipe->test);
    enum status status = request->change->file_count ? ci_mutate(request, &test, measured, &why) : STATUS_OK;
    return end_stage(measured, CHANGE_STAGE_MUTATION, started, status, &why, err);
}

static void point_evidence(const struct ci_request *request, struct ci_measured *measured)
{
    measured->evidence.unchanged = request->change->unchanged;
    measured->evidence.findings = &measured->found.findings;
    measured->evidence.coverage = &measured->new_code;
    measured->evidence.mutants = &measured->mutants;
    measured->evidence.root = request->change->changes.top;
}

enum status ci_measure(const struct ci_request *request, struct ci_measured *ret_measured, struct error *err)
{
    struct ci_measured *measured = ret_measured;
    SCOPED(ci_copy_close) struct ci_copy copy = {0};
    point_evidence(request, measured);
    if (request->change->unchanged)
        return STATUS_OK;
    enum status status = ci_copy_open(request->change->changes.top, &copy, err);
    if (status != STATUS_OK)
        return status;
    SCOPED(memory_free_pointer) char *fragments = path_join(copy.scratch, "commands");
    const struct ci_compiler compiler = {
        .cc = request->tools->clang.path,
        .cflags = arena_printf(&measured->arena,
                               "-fplugin=%s -fplugin-arg-cet-mutate -fplugin-arg-cet-check=none "
                               "-Wno-unused-command-line-argument -gen-cdb-fragment-path %s",
                               request->installation->plugin, fragments),
        .ldflags = arena_printf(&measured->arena, "-Wl,--push-state,--no-as-needed,%s,--pop-state",
                                request->installation->runtime)};
    status = folder_make(fragments, err);
    if (status == STATUS_OK)
        status = scan(request, &copy, &compiler, fragments, measured, err);
    if (status == STATUS_OK)
        status = test_and_cover(request, measured, err);
    bool have_passed = measured->evidence.stages[CHANGE_STAGE_TESTS].ran && !measured->evidence.tests_failed;
    if (status == STATUS_OK && have_passed && measured->units.count)
        status = mutate(request, &copy, &compiler, measured, err);
    return status;
}
