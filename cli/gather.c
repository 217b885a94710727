#include "gather.h"

#include <stdlib.h>
#include <string.h>

#include "cet/check/check.h"
#include "cet/core/clock.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/progress.h"
#include "cet/coverage/suite.h"
#include "cet/exec/pool.h"
#include "cet/mutate/run.h"
#include "cet/mutate/select.h"
#include "coverage_marks.h"
#include "mutation_progress.h"
#include "read_facts.h"

struct gathering {
    const struct gather_request *request;
    struct gathered *gathered;
    char *root;
    char *suite; /* folder */
    const char **sources;
};

void gathered_release(struct gathered *gathered)
{
    if (!gathered)
        return;
    facts_release(&gathered->facts);
    for (size_t i = 0; i < gathered->unit_count; i++)
        facts_release(&gathered->unit_facts[i]);
    free(gathered->unit_facts);
    finding_set_release(&gathered->findings);
    generated_suite_release(&gathered->suite);
    coverage_release(&gathered->coverage);
    mutant_set_release(&gathered->mutants);
    arena_release(&gathered->arena);
}

/* Ends a stage: it ran, or its reason is kept and the ones behind it do not run. An interrupt goes on to the caller. */
static enum status end_stage(struct gathering *gathering, enum gate_stage stage, uint64_t started_ms,
                             enum status status, const struct error *why)
{
    struct gate_stage_run *run = &gathering->gathered->evidence.stages[stage];
    run->duration_ms = (double)(clock_now_ms() - started_ms);
    if (status == STATUS_OK)
        run->ran = true;
    else
        run->broken = arena_strdup(&gathering->gathered->arena, why->message);
    return status;
}

static enum status scan(struct gathering *gathering, struct error *err)
{
    struct gathered *gathered = gathering->gathered;
    const uint64_t started = clock_now_ms();
    SCOPED(strbuf_release) struct strbuf messages = {0};
    enum status status = read_facts(&(struct read_facts_request){.workplace = gathering->request->workplace,
                                                                 .units = gathering->request->units,
                                                                 .jobs = gathering->request->jobs,
                                                                 .progress = gathering->request->progress,
                                                                 .each = gathered->unit_facts},
                                    &gathered->facts, &messages, err);
    fputs(strbuf_text(&messages), stderr);
    if (status != STATUS_OK)
        return status;
    check_run(&gathered->facts, &(struct check_options){.scope = CHECK_SCOPE_PROGRAM, .level = FINDING_WARNING},
              &gathered->findings);
    finding_set_sort(&gathered->findings);
    finding_set_fingerprint(&gathered->findings);
    return end_stage(gathering, GATE_STAGE_SCAN, started, STATUS_OK, NULL);
}

/* The suite is tried under sanitizers while it is thinned to what holds, so both stages end together. */
static enum status write_tests(struct gathering *gathering, struct error *err)
{
    const struct gather_request *request = gathering->request;
    struct gathered *gathered = gathering->gathered;
    const uint64_t started = clock_now_ms();
    SCOPED(memory_free_pointer) char *final_folder = path_join(request->final_folder, "suite");
    enum status status = generate_suite(&(struct generate_request){.workplace = request->workplace,
                                                                   .units = request->units,
                                                                   .facts = gathered->unit_facts,
                                                                   .seed = request->seed,
                                                                   .executions = request->executions,
                                                                   .budget_s = request->budget_s,
                                                                   .jobs = (unsigned)request->jobs,
                                                                   .folder = gathering->suite,
                                                                   .final_folder = final_folder,
                                                                   .progress = request->progress},
                                        &gathered->suite, err);
    if (status != STATUS_OK)
        return status;
    end_stage(gathering, GATE_STAGE_TESTGEN, started, STATUS_OK, NULL);
    for (size_t i = 0; i < gathered->suite.count; i++)
        if (!gathered->suite.reports[i].has_sanitizers && gathered->suite.plans[i].test_count) {
            struct error why = {.message = "the tests could not be run under AddressSanitizer and "
                                           "UndefinedBehaviorSanitizer here"};
            end_stage(gathering, GATE_STAGE_SANITIZERS, started, STATUS_NOT_FOUND, &why);
            return STATUS_OK;
        }
    return end_stage(gathering, GATE_STAGE_SANITIZERS, started, STATUS_OK, NULL);
}

/* gcc counts each inlined copy of an always_inline function, clang the one place in the source. */
static bool needs_clang(const struct gathering *gathering)
{
    const struct facts *facts = &gathering->gathered->facts;
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *function = &facts->functions[i];
        if (!function->is_defined || !(function->attributes & ATTRIBUTE_ALWAYS_INLINE))
            continue;
        for (size_t k = 0; gathering->sources[k]; k++)
            if (!strcmp(facts->files[function->range.file].path, gathering->sources[k]))
                return true;
    }
    return false;
}

static enum status measure_coverage(struct gathering *gathering, struct error *err)
{
    const struct workplace *workplace = gathering->request->workplace;
    const uint64_t started = clock_now_ms();
    enum status status = coverage_run_suite(&(struct coverage_suite_options){.tools = &workplace->tools,
                                                                             .sandbox = workplace->sandbox,
                                                                             .suite = gathering->suite,
                                                                             .source_root = gathering->root,
                                                                             .sources = gathering->sources,
                                                                             .use_clang = needs_clang(gathering)},
                                            &gathering->gathered->coverage, err);
    return end_stage(gathering, GATE_STAGE_COVERAGE, started, status, err);
}

static enum status leave_out(void *context, struct mutant_set *set, struct error *err)
{
    const struct gathering *gathering = context;
    const struct project *project = &gathering->request->units->project;
    return mutate_select(&(struct mutate_selection){.root = project->folder ? project->folder : gathering->root,
                                                    .exclude = project->mutate_exclude,
                                                    .exclude_count = project->mutate_exclude_count},
                         set, err);
}

static enum status measure_mutants(struct gathering *gathering, struct error *err)
{
    const struct gather_request *request = gathering->request;
    const struct workplace *workplace = request->workplace;
    const uint64_t started = clock_now_ms();
    struct mutation_progress progress = {.out = request->progress};
    enum status status =
        mutate_run(&(struct mutate_run_options){.files = gathering->sources,
                                                .file_count = request->units->count,
                                                .suite = gathering->suite,
                                                .source_root = gathering->root,
                                                .clang = workplace->tools.clang.path,
                                                .plugin = workplace->installation.plugin,
                                                .runtime = workplace->installation.runtime,
                                                .sandbox = workplace->sandbox,
                                                .jobs = request->jobs ? (unsigned)request->jobs : pool_processors(),
                                                .progress = mutation_progress_show,
                                                .progress_context = &progress,
                                                .select = leave_out,
                                                .hook_context = gathering},
                   &gathering->gathered->mutants, err);
    mutation_progress_end(&progress);
    mutant_set_made_by(&gathering->gathered->mutants, "cet " CET_VERSION);
    mutant_set_digest_files(&gathering->gathered->mutants);
    mutant_set_sort(&gathering->gathered->mutants);
    return end_stage(gathering, GATE_STAGE_MUTATION, started, status, err);
}

static bool has_suite(const struct gathered *gathered)
{
    for (size_t i = 0; i < gathered->suite.count; i++)
        if (gathered->suite.plans[i].test_count + gathered->suite.plans[i].property_count)
            return true;
    return false;
}

/* A stage that breaks ends the gathering, not the judgement. */
static enum status measure(struct gathering *gathering, struct error *err)
{
    struct error why = {0};
    if (!has_suite(gathering->gathered))
        return STATUS_OK;
    enum status status = measure_coverage(gathering, &why);
    if (status == STATUS_OK)
        status = measure_mutants(gathering, &why);
    if (status == STATUS_CANCELLED)
        return error_set(err, status, "%s", why.message);
    return STATUS_OK;
}

/* Marks in the code under test must not decide what is judged: they are named. */
static void name_marks(struct gathered *gathered, const char *root)
{
    struct coverage_marks_list marks = {0};
    coverage_marks_find(&gathered->coverage, root, &marks);
    gathered->evidence.coverage_marks = coverage_marks_names(&marks, &gathered->arena);
    coverage_marks_list_release(&marks);
}

static void point_evidence(struct gathered *gathered)
{
    gathered->evidence.findings = &gathered->findings;
    gathered->evidence.plans = gathered->suite.list;
    gathered->evidence.coverage = &gathered->coverage;
    gathered->evidence.mutants = &gathered->mutants;
}

enum status gather_evidence(const struct gather_request *request, struct gathered *ret_gathered, struct error *err)
{
    struct gathering gathering = {.request = request,
                                  .gathered = ret_gathered,
                                  .root = source_units_root(request->units),
                                  .suite = path_join(request->folder, "suite"),
                                  .sources = memory_new(request->units->count + 1, sizeof *gathering.sources)};
    ret_gathered->unit_count = request->units->count;
    ret_gathered->unit_facts = memory_new(request->units->count, sizeof *ret_gathered->unit_facts);
    for (size_t i = 0; i < request->units->count; i++)
        gathering.sources[i] = request->units->items[i].path;
    enum status status = scan(&gathering, err);
    if (status == STATUS_OK)
        status = write_tests(&gathering, err);
    if (status == STATUS_OK)
        status = measure(&gathering, err);
    point_evidence(ret_gathered);
    name_marks(ret_gathered, gathering.root);
    free(gathering.root);
    free(gathering.suite);
    free(gathering.sources);
    return status;
}
