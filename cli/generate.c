#include "generate.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/progress.h"
#include "cet/exec/parallel.h"
#include "cet/exec/pool.h"
#include "cet/testgen/emit.h"
#include "cet/testgen/explore.h"
#include "suite_stamp_make.h"

struct word_list {
    const char **items;
    size_t count;
    size_t capacity;
};

/* The line that is redrawn belongs to one unit at a time, the first in order that is at work. */
struct generating {
    const struct generate_request *request;
    char *root;
    struct generated_suite *suite;
    const struct source_unit **targets; /* beside the suite's plans */
    struct built_objects objects;
    unsigned jobs_each;   /* of one unit while others are at work */
    pthread_mutex_t lock; /* of what follows */
    bool *is_done;        /* by target */
    size_t first_at_work;
    size_t failed_count; /* units that got no suite, the first of them in order and its reason */
    size_t failed_index;
    struct error failure;
};

/* One unit on its way through explorer and gate. */
struct unit_work {
    struct generating *generating;
    size_t index;
    const struct source_unit *unit;
    struct word_list sources, libraries; /* it is linked with */
    struct progress progress;
    char phase[32]; /* of the line that is open; empty: none */
    char label[256];
};

void generated_suite_release(struct generated_suite *suite)
{
    if (!suite)
        return;
    for (size_t i = 0; i < suite->count; i++) {
        test_plan_release(&suite->plans[i]);
        verify_report_release(&suite->reports[i]);
    }
    free(suite->plans);
    free(suite->reports);
    free(suite->list);
    *suite = (struct generated_suite){0};
}

static const struct facts *facts_of(const struct generate_request *request, const struct source_unit *unit)
{
    return &request->facts[unit - request->units->items];
}

static bool stands_in(const struct facts *facts, const struct fact_function *function, const char *path)
{
    return function->is_defined && function->range.file < facts->file_count &&
           !strcmp(facts->files[function->range.file].path, path);
}

static bool defines(const struct facts *facts, const char *path, const char *name)
{
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (stands_in(facts, &facts->functions[i], path) && (!name || !strcmp(facts->functions[i].name, name)))
            return true;
    return false;
}

/* What the unit is linked with: the files and libraries given, and the other units, unless they are programs. */
static void collect_with(const struct generating *generating, const struct source_unit *unit, struct word_list *sources,
                         struct word_list *libraries)
{
    const struct source_units *units = generating->request->units;
    for (size_t i = 0; i < units->count; i++) {
        const struct source_unit *other = &units->items[i];
        if (other != unit && !defines(facts_of(generating->request, other), other->path, "main"))
            ARRAY_PUSH(sources->items, sources->count, sources->capacity, other->path);
    }
    for (size_t i = 0; i < units->with_count; i++) {
        struct word_list *list = path_has_extension(units->with[i], ".c") ? sources : libraries;
        ARRAY_PUSH(list->items, list->count, list->capacity, units->with[i]);
    }
    for (size_t i = 0; i < units->library_count; i++)
        ARRAY_PUSH(libraries->items, libraries->count, libraries->capacity, units->libraries[i]);
    ARRAY_PUSH(sources->items, sources->count, sources->capacity, NULL);
    ARRAY_PUSH(libraries->items, libraries->count, libraries->capacity, NULL);
}

/* ---- progress ---------------------------------------------------------------------------------------------------- */

static void begin_line(struct unit_work *work, const char *what, uint64_t total)
{
    struct generating *generating = work->generating;
    pthread_mutex_lock(&generating->lock);
    snprintf(work->label, sizeof work->label, "%s: %s", path_name(work->unit->path), what);
    progress_begin(&work->progress, generating->request->progress, work->label, total);
    pthread_mutex_unlock(&generating->lock);
}

static void update_line(struct unit_work *work, uint64_t done)
{
    struct generating *generating = work->generating;
    pthread_mutex_lock(&generating->lock);
    if (work->index == generating->first_at_work)
        progress_update(&work->progress, done);
    else
        work->progress.done = done;
    pthread_mutex_unlock(&generating->lock);
}

static void end_line(struct unit_work *work)
{
    pthread_mutex_lock(&work->generating->lock);
    progress_end(&work->progress);
    pthread_mutex_unlock(&work->generating->lock);
}

static void hand_line_on(struct unit_work *work)
{
    struct generating *generating = work->generating;
    pthread_mutex_lock(&generating->lock);
    generating->is_done[work->index] = true;
    while (generating->first_at_work < generating->suite->count && generating->is_done[generating->first_at_work])
        generating->first_at_work++;
    pthread_mutex_unlock(&generating->lock);
}

/* What the explorer's phases count, in the words of who waits. */
static const char *phase_text(const char *phase)
{
    static const char *const words[][2] = {{"explore", "calls explored"},
                                           {"choose", "tests chosen for coverage"},
                                           {"judge", "mutants tried with what is known"},
                                           {"hunt", "mutants tried with new calls"},
                                           {"killed", "mutants noticed"}};
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (!strcmp(phase, words[i][0]))
            return words[i][1];
    return phase;
}

static void show_exploring(void *context, const struct testgen_progress *progress)
{
    struct unit_work *work = context;
    if (strcmp(work->phase, progress->phase) != 0) {
        if (work->phase[0])
            end_line(work);
        snprintf(work->phase, sizeof work->phase, "%s", progress->phase);
        begin_line(work, phase_text(progress->phase), progress->total);
    }
    update_line(work, progress->done);
}

static void show_trying(void *context, unsigned runs)
{
    update_line(context, runs);
}

/* ---- one unit ---------------------------------------------------------------------------------------------------- */

static enum status explore(struct unit_work *work, struct test_plan *plan, struct error *err)
{
    const struct generate_request *request = work->generating->request;
    const struct workplace *workplace = request->workplace;
    const struct source_unit *unit = work->unit;
    struct word_list with = {0};
    for (size_t i = 0; work->sources.items[i]; i++)
        ARRAY_PUSH(with.items, with.count, with.capacity, work->sources.items[i]);
    for (size_t i = 0; work->libraries.items[i]; i++)
        ARRAY_PUSH(with.items, with.count, with.capacity, work->libraries.items[i]);
    ARRAY_PUSH(with.items, with.count, with.capacity, NULL);
    SCOPED(strbuf_release) struct strbuf folder = {0};
    enum status status = folder_make_temporary(sandbox_staging(workplace->sandbox), "explore", &folder, err);
    if (status == STATUS_OK)
        status = testgen_explore(&(struct testgen_options){.unit = unit->path,
                                                           .flags = unit->flags,
                                                           .folder = unit->folder,
                                                           .with = with.items,
                                                           .objects = &work->generating->objects,
                                                           .clang = workplace->tools.clang.path,
                                                           .plugin = workplace->installation.plugin,
                                                           .runtime = workplace->installation.library,
                                                           .work = strbuf_text(&folder),
                                                           .sandbox = workplace->sandbox,
                                                           .corrections = &request->units->project.corrections,
                                                           .seed = request->seed,
                                                           .executions = request->executions,
                                                           .budget_s = request->budget_s,
                                                           .progress = request->progress ? show_exploring : NULL,
                                                           .context = work},
                                 facts_of(request, unit), plan, err);
    if (work->phase[0])
        end_line(work);
    free(with.items);
    return status;
}

/* A plan of which nothing held is a result: a unit without tests. */
static enum status keep_what_holds(struct unit_work *work, struct test_plan *plan, struct verify_report *report,
                                   struct error *err)
{
    const struct generate_request *request = work->generating->request;
    if (plan->test_count + plan->property_count + plan->probe_count + plan->crash_count == 0)
        return STATUS_OK;
    begin_line(work, "runs of its tests", 0);
    enum status status = testgen_verify(plan, facts_of(request, work->unit),
                                        &(struct verify_options){.source_root = work->generating->root,
                                                                 .arguments = work->unit->flags,
                                                                 .framework = request->framework,
                                                                 .corrections = &request->units->project.corrections,
                                                                 .with_sources = work->sources.items,
                                                                 .with_libraries = work->libraries.items,
                                                                 .objects = &work->generating->objects,
                                                                 .jobs = work->generating->jobs_each,
                                                                 .tools = &request->workplace->tools,
                                                                 .sandbox = request->workplace->sandbox,
                                                                 .progress = show_trying,
                                                                 .context = work},
                                        report, err);
    end_line(work);
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* The unit has no suite: each of its functions is listed with the reason. */
static void give_up_unit(struct unit_work *work, struct test_plan *plan, const struct error *why)
{
    struct generating *generating = work->generating;
    const struct facts *facts = facts_of(generating->request, work->unit);
    test_plan_release(plan);
    *plan = (struct test_plan){.seed = generating->request->seed};
    plan->unit = arena_strdup(&plan->arena, work->unit->path);
    for (uint32_t i = 0; i < facts->function_count; i++) {
        if (!stands_in(facts, &facts->functions[i], work->unit->path))
            continue;
        const struct plan_skipped skipped = {arena_strdup(&plan->arena, facts->functions[i].id),
                                             arena_strdup(&plan->arena, why->message)};
        ARRAY_PUSH(plan->skipped, plan->skipped_count, plan->skipped_capacity, skipped);
    }
    pthread_mutex_lock(&generating->lock);
    if (generating->failed_count++ == 0 || work->index < generating->failed_index) {
        generating->failed_index = work->index;
        generating->failure = *why;
    }
    pthread_mutex_unlock(&generating->lock);
}

/* What is wrong with one unit ends its own work; what is wrong with the machine, and the user, end everybody's. */
static bool is_of_the_unit(enum status status)
{
    return status == STATUS_INVALID || status == STATUS_LIMIT;
}

static enum status generate_unit(void *context, size_t index, struct error *err)
{
    struct generating *generating = context;
    struct test_plan *plan = &generating->suite->plans[index];
    struct unit_work work = {.generating = generating, .index = index, .unit = generating->targets[index]};
    collect_with(generating, work.unit, &work.sources, &work.libraries);
    enum status status = explore(&work, plan, err);
    if (status == STATUS_OK)
        status = keep_what_holds(&work, plan, &generating->suite->reports[index], err);
    if (is_of_the_unit(status)) {
        give_up_unit(&work, plan, err);
        status = STATUS_OK;
    }
    hand_line_on(&work);
    free(work.sources.items);
    free(work.libraries.items);
    return status;
}

static enum status emit(const struct generating *generating, struct generated_suite *suite, struct error *err)
{
    const struct generate_request *request = generating->request;
    struct emit_unit *units = memory_new(suite->count, sizeof *units);
    struct word_list sources = {0}, libraries = {0};
    size_t count = 0;
    for (size_t i = 0; i < suite->count; i++) {
        const struct test_plan *plan = &suite->plans[i];
        const struct source_unit *unit = request->units->items;
        while (strcmp(unit->path, plan->unit) != 0)
            unit++;
        if (plan->test_count + plan->property_count)
            units[count++] = (struct emit_unit){.plan = plan,
                                                .facts = facts_of(request, unit),
                                                .arguments = unit->flags,
                                                .framework = request->framework,
                                                .corrections = &request->units->project.corrections};
    }
    /* A program leaves out its own unit; a suite of one unit does not name it in the first place. */
    collect_with(generating, request->units->count == 1 ? &request->units->items[0] : NULL, &sources, &libraries);
    SCOPED(suite_stamp_release) struct suite_stamp stamp = {0};
    suite_stamp_make(&(struct suite_stamp_request){request->units, request->facts, request->seed, request->executions,
                                                   request->budget_s},
                     &stamp);
    enum status status = STATUS_OK;
    if (count)
        status = testgen_emit(units, count,
                              &(struct emit_options){.folder = request->folder,
                                                     .final_folder = request->final_folder,
                                                     .source_root = generating->root,
                                                     .with_sources = sources.items,
                                                     .with_libraries = libraries.items,
                                                     .earlier = request->earlier,
                                                     .stamp = &stamp},
                              &suite->kept, err);
    free(sources.items);
    free(libraries.items);
    free(units);
    return status;
}

/* The units that define a function have a plan each. */
static void list_targets(struct generating *generating)
{
    const struct generate_request *request = generating->request;
    struct generated_suite *suite = generating->suite;
    for (size_t i = 0; i < request->units->count; i++) {
        const struct source_unit *unit = &request->units->items[i];
        if (!defines(facts_of(request, unit), unit->path, NULL))
            continue;
        suite->list[suite->count] = &suite->plans[suite->count];
        generating->targets[suite->count++] = unit;
    }
}

/* Each unit looks at its own functions; what none of them defines is a slip of the pen. */
static enum status check_corrections(const struct generating *generating, struct error *err)
{
    const struct corrections *corrections = &generating->request->units->project.corrections;
    for (size_t i = 0; i < corrections->role_count; i++) {
        const char *function = corrections->roles[i].function;
        bool is_known = false;
        for (size_t k = 0; k < generating->suite->count && !is_known; k++)
            is_known =
                defines(facts_of(generating->request, generating->targets[k]), generating->targets[k]->path, function);
        if (!is_known)
            return error_set(err, STATUS_INVALID,
                             "cet.json: \"testgen\" gives roles to parameters of '%s', which no source defines",
                             function);
    }
    return STATUS_OK;
}

static enum status run_generation(struct generating *generating, struct error *err)
{
    const struct generate_request *request = generating->request;
    list_targets(generating);
    if (generating->suite->count == 0)
        return error_set(err, STATUS_INVALID, "'%s' defines no function to test", request->units->items[0].path);
    const unsigned jobs = request->jobs ? request->jobs : pool_processors();
    generating->jobs_each = jobs > generating->suite->count ? jobs / (unsigned)generating->suite->count : 1;
    enum status status = check_corrections(generating, err);
    if (status == STATUS_OK)
        status = built_objects_open(&generating->objects, sandbox_staging(request->workplace->sandbox), err);
    if (status == STATUS_OK)
        status = parallel_run(
            &(struct parallel){
                .jobs = jobs, .count = generating->suite->count, .run = generate_unit, .context = generating},
            err);
    built_objects_close(&generating->objects);
    if (status == STATUS_OK && generating->failed_count == generating->suite->count)
        return error_set(err, STATUS_INVALID, "%s", generating->failure.message);
    return status == STATUS_OK ? emit(generating, generating->suite, err) : status;
}

enum status generate_suite(const struct generate_request *request, struct generated_suite *ret_suite, struct error *err)
{
    const size_t count = request->units->count;
    struct generated_suite suite = {.plans = memory_new(count, sizeof *suite.plans),
                                    .list = memory_new(count + 1, sizeof *suite.list),
                                    .reports = memory_new(count, sizeof *suite.reports)};
    struct generating generating = {.request = request,
                                    .root = source_units_root(request->units),
                                    .suite = &suite,
                                    .targets = memory_new(count, sizeof *generating.targets),
                                    .lock = PTHREAD_MUTEX_INITIALIZER,
                                    .is_done = memory_new(count, sizeof *generating.is_done)};
    enum status status = run_generation(&generating, err);
    free(generating.root);
    free(generating.targets);
    free(generating.is_done);
    if (status != STATUS_OK) {
        generated_suite_release(&suite);
        return status;
    }
    *ret_suite = suite;
    return STATUS_OK;
}
