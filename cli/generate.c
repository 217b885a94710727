#include "generate.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/progress.h"
#include "cet/testgen/emit.h"
#include "cet/testgen/explore.h"

struct generating {
    const struct generate_request *request;
    char *root;
    struct progress progress;
    char phase[32]; /* of the line that is open; empty: none */
    char label[256];
    const struct source_unit *unit;
};

struct word_list {
    const char **items;
    size_t count;
    size_t capacity;
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

char *units_root(const struct source_units *units)
{
    char *root = path_folder(units->items[0].path);
    for (size_t i = 1; i < units->count; i++)
        while (strcmp(root, "/") != 0 && path_below(units->items[i].path, root) == units->items[i].path) {
            char *parent = path_folder(root);
            free(root);
            root = parent;
        }
    return root;
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

static void show_progress(void *context, const struct testgen_progress *progress)
{
    struct generating *generating = context;
    if (strcmp(generating->phase, progress->phase) != 0) {
        if (generating->phase[0])
            progress_end(&generating->progress);
        snprintf(generating->phase, sizeof generating->phase, "%s", progress->phase);
        snprintf(generating->label, sizeof generating->label, "%s: %s", path_name(generating->unit->path),
                 phase_text(progress->phase));
        progress_begin(&generating->progress, generating->request->progress, generating->label, progress->total);
    }
    progress_update(&generating->progress, progress->done);
}

static enum status explore(struct generating *generating, const struct source_unit *unit,
                           const struct word_list *sources, const struct word_list *libraries, struct test_plan *plan,
                           struct error *err)
{
    const struct generate_request *request = generating->request;
    const struct workplace *workplace = request->workplace;
    struct word_list with = {0};
    for (size_t i = 0; sources->items[i]; i++)
        ARRAY_PUSH(with.items, with.count, with.capacity, sources->items[i]);
    for (size_t i = 0; libraries->items[i]; i++)
        ARRAY_PUSH(with.items, with.count, with.capacity, libraries->items[i]);
    ARRAY_PUSH(with.items, with.count, with.capacity, NULL);
    SCOPED(strbuf_release) struct strbuf work = {0};
    generating->unit = unit;
    generating->phase[0] = '\0';
    enum status status = folder_make_temporary(sandbox_staging(workplace->sandbox), "explore", &work, err);
    if (status == STATUS_OK)
        status = testgen_explore(&(struct testgen_options){.unit = unit->path,
                                                           .flags = unit->flags,
                                                           .folder = unit->folder,
                                                           .with = with.items,
                                                           .clang = workplace->tools.clang.path,
                                                           .plugin = workplace->installation.plugin,
                                                           .runtime = workplace->installation.library,
                                                           .work = strbuf_text(&work),
                                                           .sandbox = workplace->sandbox,
                                                           .seed = request->seed,
                                                           .executions = request->executions,
                                                           .budget_s = request->budget_s,
                                                           .progress = request->progress ? show_progress : NULL,
                                                           .context = generating},
                                 facts_of(request, unit), plan, err);
    if (generating->phase[0])
        progress_end(&generating->progress);
    free(with.items);
    return status;
}

/* A plan of which nothing held is a result: a unit without tests. */
static enum status keep_what_holds(struct generating *generating, const struct source_unit *unit,
                                   const struct word_list *sources, const struct word_list *libraries,
                                   struct test_plan *plan, struct verify_report *report, struct error *err)
{
    const struct generate_request *request = generating->request;
    if (plan->test_count + plan->property_count == 0)
        return STATUS_OK;
    snprintf(generating->label, sizeof generating->label, "%s: tests tried", path_name(unit->path));
    progress_begin(&generating->progress, request->progress, generating->label,
                   plan->test_count + plan->property_count);
    enum status status = testgen_verify(plan, facts_of(request, unit),
                                        &(struct verify_options){.source_root = generating->root,
                                                                 .arguments = unit->flags,
                                                                 .with_sources = sources->items,
                                                                 .with_libraries = libraries->items,
                                                                 .tools = &request->workplace->tools,
                                                                 .sandbox = request->workplace->sandbox},
                                        report, err);
    progress_update(&generating->progress, plan->test_count + plan->property_count);
    progress_end(&generating->progress);
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status generate_unit(struct generating *generating, const struct source_unit *unit,
                                 struct generated_suite *suite, struct error *err)
{
    struct word_list sources = {0}, libraries = {0};
    struct test_plan *plan = &suite->plans[suite->count];
    struct verify_report *report = &suite->reports[suite->count];
    collect_with(generating, unit, &sources, &libraries);
    enum status status = explore(generating, unit, &sources, &libraries, plan, err);
    if (status == STATUS_OK)
        status = keep_what_holds(generating, unit, &sources, &libraries, plan, report, err);
    suite->list[suite->count] = plan;
    suite->count++;
    free(sources.items);
    free(libraries.items);
    return status;
}

static enum status emit(const struct generating *generating, const struct generated_suite *suite, struct error *err)
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
            units[count++] =
                (struct emit_unit){.plan = plan, .facts = facts_of(request, unit), .arguments = unit->flags};
    }
    /* A program leaves out its own unit; a suite of one unit does not name it in the first place. */
    collect_with(generating, request->units->count == 1 ? &request->units->items[0] : NULL, &sources, &libraries);
    enum status status = STATUS_OK;
    if (count)
        status = testgen_emit(units, count,
                              &(struct emit_options){.folder = request->folder,
                                                     .final_folder = request->final_folder,
                                                     .source_root = generating->root,
                                                     .with_sources = sources.items,
                                                     .with_libraries = libraries.items},
                              err);
    free(sources.items);
    free(libraries.items);
    free(units);
    return status;
}

static enum status run_generation(struct generating *generating, struct generated_suite *suite, struct error *err)
{
    const struct source_units *units = generating->request->units;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < units->count && status == STATUS_OK; i++)
        if (defines(facts_of(generating->request, &units->items[i]), units->items[i].path, NULL))
            status = generate_unit(generating, &units->items[i], suite, err);
    if (status == STATUS_OK && suite->count == 0)
        status = error_set(err, STATUS_INVALID, "'%s' defines no function to test", units->items[0].path);
    return status == STATUS_OK ? emit(generating, suite, err) : status;
}

enum status generate_suite(const struct generate_request *request, struct generated_suite *ret_suite, struct error *err)
{
    struct generating generating = {.request = request, .root = units_root(request->units)};
    size_t count = request->units->count;
    struct generated_suite suite = {.plans = memory_new(count, sizeof *suite.plans),
                                    .list = memory_new(count + 1, sizeof *suite.list),
                                    .reports = memory_new(count, sizeof *suite.reports)};
    enum status status = run_generation(&generating, &suite, err);
    free(generating.root);
    if (status != STATUS_OK) {
        generated_suite_release(&suite);
        return status;
    }
    *ret_suite = suite;
    return STATUS_OK;
}
