/* cet scan --history: how the structure of a program went over its commits. */
#include <stdlib.h>
#include <string.h>

#include "cet/check/duplicates.h"
#include "cet/core/digest.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/progress.h"
#include "cet/model/history.h"
#include "cet/report/history.h"
#include "cet/store/store.h"
#include "commit_list.h"
#include "git.h"
#include "history_units.h"
#include "scan.h"

#define STANDARD_SAMPLE 20
#define MAX_SAMPLE 1000

struct survey {
    const struct find_request *request;
    const char *top;
    struct store *store;             /* NULL: nothing is kept */
    char analysis[DIGEST_TEXT_SIZE]; /* of all that the figures depend on beside the commit */
};

static bool is_number(const char *text)
{
    size_t length = strlen(text);
    return length && strspn(text, "0123456789") == length;
}

/* "20" or "a..b". */
static enum status choose(const struct scan_args *args, const char **ret_range, size_t *ret_limit, struct error *err)
{
    uint64_t limit = args->limit ? args->limit : STANDARD_SAMPLE;
    *ret_range = is_number(args->history) ? NULL : args->history;
    if (!*ret_range)
        limit = strlen(args->history) > 6 ? MAX_SAMPLE + 1 : strtoull(args->history, NULL, 10);
    if (!limit || limit > MAX_SAMPLE)
        return error_set(err, STATUS_INVALID, "--history analyses 1 to %d commits, not '%s'", MAX_SAMPLE,
                         *ret_range ? "more" : args->history);
    *ret_limit = (size_t)limit;
    return STATUS_OK;
}

/* The program that analyses, the flags and the limits: another of them makes other figures. */
static enum status digest_analysis(struct survey *survey, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    const struct find_request *request = survey->request;
    char program[DIGEST_TEXT_SIZE];
    enum status status = digest_file("/proc/self/exe", program, err);
    if (status != STATUS_OK)
        return status;
    strbuf_printf(&text, "history %d %s\n%s\n", HISTORY_VERSION, program,
                  request->checks.globs ? request->checks.globs : "");
    strbuf_add(&text, request->checks.thresholds, sizeof *request->checks.thresholds);
    for (size_t i = 0; i < request->units->count; i++) {
        const struct source_unit *unit = &request->units->items[i];
        strbuf_printf(&text, "%s\n%s\n", path_below(unit->path, survey->top), path_below(unit->folder, survey->top));
        for (size_t k = 0; k < unit->flag_count; k++)
            strbuf_printf(&text, "%s\n", unit->flags[k]);
    }
    digest_bytes(text.bytes, text.length, survey->analysis);
    return STATUS_OK;
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static void count_duplicate(void *context, uint32_t lines)
{
    *(uint64_t *)context += lines;
}

static void measure_functions(const struct facts *facts, const char *tree, struct history_point *point,
                              struct arena *arena)
{
    SCOPED(memory_free_pointer) uint32_t *points = memory_new((size_t)facts->function_count + 1, sizeof *points);
    uint64_t sum = 0;
    point->of_functions = arena_array(arena, (size_t)facts->function_count + 1, sizeof *point->of_functions);
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *function = &facts->functions[i];
        if (!function->is_defined || !function->graph.node_count || function->range.file >= facts->file_count ||
            facts->files[function->range.file].is_system)
            continue;
        points[point->functions] = function->metrics.cognitive;
        sum += function->metrics.cognitive;
        point->of_functions[point->functions++] = (struct history_function){
            arena_printf(arena, "%s#%s", path_below(facts->files[function->range.file].path, tree), function->name),
            function->metrics.cognitive, function->metrics.lines};
    }
    if (!point->functions)
        return;
    qsort(points, point->functions, sizeof *points, compare_numbers);
    point->cognitive_mean = (double)sum / point->functions;
    point->cognitive_p95 = points[(point->functions - 1) * 95 / 100];
}

static void measure(const struct found *found, const struct find_request *request, const char *tree,
                    struct history_point *point, struct arena *arena)
{
    const struct facts *facts = &found->facts;
    uint64_t duplicate_lines = 0;
    for (uint32_t i = 0; i < facts->file_count; i++)
        if (!facts->files[i].is_system) {
            point->files++;
            point->lines += facts->files[i].line_count;
        }
    measure_functions(facts, tree, point, arena);
    point->errors = (uint32_t)finding_set_count_level(&found->findings, FINDING_ERROR);
    point->warnings = (uint32_t)finding_set_count_level(&found->findings, FINDING_WARNING);
    point->refactorings = (uint32_t)finding_set_count_level(&found->findings, FINDING_REFACTORING);
    for (size_t i = 0; i < found->findings.count; i++)
        point->include_cycles += !strcmp(found->findings.items[i].rule, "cet-include-cycle");
    duplicate_lines_each(facts, request->checks.thresholds, count_duplicate, &duplicate_lines);
    point->duplicate_ratio = point->lines ? (double)duplicate_lines / point->lines : 0;
    point->unread = arena_array(arena, found->unread.count, sizeof *point->unread);
    for (size_t i = 0; i < found->unread.count; i++) {
        const char *why = found->unread.items[i].why;
        point->unread[point->unread_count++] =
            (struct history_unread){path_below(found->unread.items[i].path, tree), path_below(why, tree)};
    }
}

/* What is wrong with one commit is told of it and stops no other. */
static enum status analyse(const struct survey *survey, const struct commit *commit, struct history *history,
                           struct error *err)
{
    SCOPED(tree_at_close) struct tree_at tree = {0};
    SCOPED(source_units_release) struct source_units units = {0};
    SCOPED(found_release) struct found found = {0};
    SCOPED(arena_release) struct arena arena = {0};
    struct find_request request = *survey->request;
    struct error why = {0};
    struct history_point point = {.commit = commit->hash, .date = commit->date, .subject = commit->subject};
    enum status status = tree_at_open(survey->top, commit->hash, &tree, err);
    if (status == STATUS_OK)
        status = history_units(survey->request->units, survey->top, commit->hash, &tree, &units, err);
    if (status != STATUS_OK)
        return status;
    request.units = &units;
    request.only_whole = true;
    request.progress = NULL;
    request.checks.level = FINDING_REFACTORING;
    if (!units.count)
        point.failure = "none of the files is there";
    else if ((status = find_in_units(&request, &found, &why)) == STATUS_CANCELLED)
        return error_set(err, status, "%s", why.message);
    else if (status != STATUS_OK)
        point.failure = why.message;
    else
        measure(&found, &request, tree.folder, &point, &arena);
    history_add(history, &point);
    return STATUS_OK;
}

static void remember(const struct survey *survey, const char *key, const struct history *history)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    history_format(history, true, &text);
    store_cache_set(survey->store, key, text.bytes, text.length, NULL);
}

/* From the store, or by looking. */
static enum status add_point(const struct survey *survey, const struct commit *commit, struct history *history,
                             struct error *err)
{
    SCOPED(strbuf_release) struct strbuf key = {0}, kept = {0};
    SCOPED(history_release) struct history one = {0};
    bool is_found = false;
    enum status status = STATUS_OK;
    strbuf_printf(&key, "history %s %s", commit->hash, survey->analysis);
    if (store_cache_find(survey->store, strbuf_text(&key), &kept, &is_found, NULL) != STATUS_OK || !is_found ||
        history_parse("kept history", strbuf_text(&kept), kept.length, &one, NULL) != STATUS_OK || one.count != 1) {
        history_release(&one);
        status = analyse(survey, commit, &one, err);
        if (status == STATUS_OK)
            remember(survey, strbuf_text(&key), &one);
    }
    if (status == STATUS_OK)
        history_add(history, &one.points[0]);
    return status;
}

static enum status survey_commits(struct survey *survey, const struct commit_list *commits, struct history *history,
                                  struct error *err)
{
    struct progress progress;
    enum status status = digest_analysis(survey, err);
    progress_begin(&progress, survey->request->progress, "commits analysed", commits->count);
    history->commits = commits->all;
    for (size_t i = 0; i < commits->count && status == STATUS_OK; i++) {
        status = add_point(survey, &commits->items[i], history, err);
        progress_update(&progress, i + 1);
    }
    progress_end(&progress);
    return status;
}

enum status scan_history(const struct scan_args *args, const struct find_request *request, struct error *err)
{
    SCOPED(commit_list_release) struct commit_list commits = {0};
    SCOPED(history_release) struct history history = {0};
    SCOPED(strbuf_release) struct strbuf top = {0}, text = {0};
    SCOPED(store_release) struct store *store = NULL;
    const char *range = NULL;
    size_t limit = 0;
    struct error why = {0};
    enum status status = choose(args, &range, &limit, err);
    if (status == STATUS_OK && git_top(&top, &why) != STATUS_OK)
        status = error_set(err, STATUS_INVALID, "--history needs a working tree of git around the current folder: %s",
                           why.message);
    if (status == STATUS_OK)
        status = commit_list_read(strbuf_text(&top), range, limit, &commits, err);
    if (status != STATUS_OK)
        return status;
    if (store_open(NULL, &store, &why) != STATUS_OK)
        fprintf(stderr, "cet scan: nothing is kept for the next run: %s\n", why.message);
    struct survey survey = {.request = request, .top = strbuf_text(&top), .store = store};
    status = survey_commits(&survey, &commits, &history, err);
    if (status != STATUS_OK)
        return status;
    if (args->common.json)
        history_format(&history, false, &text);
    else
        report_history_text(&history, &text);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
    return STATUS_OK;
}
