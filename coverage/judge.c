#include "cet/coverage/judge.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/model/globs.h"

#define SHOWN_RUNS 12
#define SHOWN_FILES 5 /* of a sum: those that miss most */

void coverage_judgement_release(struct coverage_judgement *judgement)
{
    if (!judgement)
        return;
    for (size_t i = 0; i < judgement->failure_count; i++) {
        free(judgement->failures[i].subject);
        free(judgement->failures[i].where);
    }
    for (size_t i = 0; i < judgement->unknown_count; i++)
        free(judgement->unknown[i]);
    free(judgement->failures);
    free(judgement->unknown);
    *judgement = (struct coverage_judgement){0};
}

const char *coverage_scope_name(enum coverage_scope scope)
{
    static const char *const names[] = {"project", "folder", "file", "new", "ratchet"};
    return names[scope];
}

__attribute__((format(printf, 2, 3))) static void add_unknown(struct coverage_judgement *judgement, const char *format,
                                                              ...)
{
    struct strbuf text = {0};
    va_list values;
    va_start(values, format);
    strbuf_vprintf(&text, format, values);
    va_end(values);
    ARRAY_PUSH(judgement->unknown, judgement->unknown_count, judgement->unknown_capacity, strbuf_take(&text));
}

/* ---- what to cover ----------------------------------------------------------------------------------------------- */

struct line_runs {
    struct line_run *items;
    size_t count, capacity;
};

static void add_line(struct line_runs *runs, uint32_t line, bool goes_on)
{
    const struct line_run run = {line, line};
    if (goes_on && runs->count)
        runs->items[runs->count - 1].last = line;
    else if (!runs->count || runs->items[runs->count - 1].last != line)
        ARRAY_PUSH(runs->items, runs->count, runs->capacity, run);
}

static void missing_runs(const struct coverage_file *file, enum coverage_measure measure, struct line_runs *runs)
{
    bool goes_on = false;
    for (size_t i = 0; i < file->line_count && measure == COVERAGE_MEASURE_LINES; i++) {
        if (!file->lines[i].hits)
            add_line(runs, file->lines[i].line, goes_on);
        goes_on = !file->lines[i].hits;
    }
    for (size_t i = 0; i < file->branch_count && measure == COVERAGE_MEASURE_BRANCHES; i++)
        if (!file->branches[i].taken)
            add_line(runs, file->branches[i].line, false);
    for (size_t i = 0; i < file->function_count && measure == COVERAGE_MEASURE_FUNCTIONS; i++)
        if (!file->functions[i].hits)
            add_line(runs, file->functions[i].line, false);
}

static void describe_file(const struct coverage_file *file, enum coverage_measure measure, struct strbuf *out)
{
    struct line_runs runs = {0};
    missing_runs(file, measure, &runs);
    line_runs_format(runs.items, runs.count, SHOWN_RUNS, out);
    free(runs.items);
}

static uint64_t missed(const struct coverage_file *file, enum coverage_measure measure)
{
    struct coverage_totals totals = coverage_file_totals(file);
    return coverage_totals_all(&totals, measure) - coverage_totals_hit(&totals, measure);
}

/* The files below folder that miss most, with their lines. */
static void describe_files(const struct coverage_case *what, const char *folder, enum coverage_measure measure,
                           struct strbuf *out)
{
    const struct coverage *coverage = what->coverage;
    SCOPED(memory_free_pointer) bool *is_named = memory_new(coverage->file_count + 1, sizeof *is_named);
    for (unsigned n = 0; n < SHOWN_FILES; n++) {
        size_t worst = SIZE_MAX;
        uint64_t most = 0;
        for (size_t i = 0; i < coverage->file_count; i++) {
            const struct coverage_file *file = &coverage->files[i];
            if (is_named[i] || path_below(file->path, folder) == file->path || missed(file, measure) <= most)
                continue;
            most = missed(file, measure);
            worst = i;
        }
        if (worst == SIZE_MAX)
            return;
        is_named[worst] = true;
        strbuf_printf(out, "%s%s: ", n ? "; " : "", path_below(coverage->files[worst].path, what->folder));
        describe_file(&coverage->files[worst], measure, out);
    }
}

static void describe_change(const struct coverage_case *what, enum coverage_measure measure, struct strbuf *out)
{
    for (size_t i = 0; i < what->change->count; i++) {
        const struct coverage_change_file *file = &what->change->files[i];
        struct line_runs runs = {0};
        if (measure == COVERAGE_MEASURE_LINES)
            for (size_t k = 0; k < file->missing_count; k++)
                ARRAY_PUSH(runs.items, runs.count, runs.capacity, file->missing[k]);
        else
            for (size_t k = 0; k < file->branch_count; k++)
                if (file->branches[k].taken < file->branches[k].total)
                    add_line(&runs, file->branches[k].line, false);
        if (runs.count && (file->state == COVERAGE_CHANGE_MEASURED || file->unmeasured_lines)) {
            strbuf_printf(out, "%s%s: ", out->length ? "; " : "", path_below(file->path, what->folder));
            line_runs_format(runs.items, runs.count, SHOWN_RUNS, out);
        }
        free(runs.items);
    }
}

/* ---- thresholds -------------------------------------------------------------------------------------------------- */

static struct coverage_failure *add_failure(struct coverage_judgement *judgement, enum coverage_scope scope,
                                            enum coverage_measure measure, const char *subject)
{
    const struct coverage_failure failure = {.scope = scope, .measure = measure, .subject = memory_strdup(subject)};
    ARRAY_PUSH(judgement->failures, judgement->failure_count, judgement->failure_capacity, failure);
    return &judgement->failures[judgement->failure_count - 1];
}

/* Holds a figure against its threshold; the failure if it is less. */
static struct coverage_failure *hold(struct coverage_judgement *judgement, enum coverage_scope scope,
                                     const char *subject, enum coverage_measure measure,
                                     const struct coverage_totals *totals, double ratio)
{
    uint64_t all = coverage_totals_all(totals, measure), hit = coverage_totals_hit(totals, measure);
    uint64_t needed = (uint64_t)ceil(ratio * (double)all - 1e-9);
    if (ratio <= 0)
        return NULL;
    judgement->checked++;
    if (hit >= needed)
        return NULL;
    struct coverage_failure *failure = add_failure(judgement, scope, measure, subject);
    failure->hit = hit;
    failure->all = all;
    failure->needed = needed;
    failure->needed_ratio = ratio;
    return failure;
}

static void judge_sum(const struct coverage_case *what, enum coverage_scope scope, const char *subject,
                      const char *folder, const struct coverage_needs *needs, struct coverage_judgement *judgement)
{
    struct coverage below = {0}; /* borrows */
    below.files = memory_new(what->coverage->file_count + 1, sizeof *below.files);
    for (size_t i = 0; i < what->coverage->file_count; i++)
        if (path_below(what->coverage->files[i].path, folder) != what->coverage->files[i].path)
            below.files[below.file_count++] = what->coverage->files[i];
    struct coverage_totals totals = coverage_totals(&below);
    for (unsigned i = 0; i < COVERAGE_MEASURE_COUNT; i++) {
        struct coverage_failure *failure = hold(judgement, scope, subject, i, &totals, needs->ratios[i]);
        SCOPED(strbuf_release) struct strbuf where = {0};
        if (!failure)
            continue;
        describe_files(what, folder, i, &where);
        failure->where = strbuf_take(&where);
    }
    if (!below.file_count)
        add_unknown(judgement, "the data speak of no file below '%s'", folder);
    free(below.files);
}

/* For each measure the last rule that matches and sets it. */
static struct coverage_needs needs_of(const struct coverage_case *what, const char *path, bool *is_used)
{
    struct coverage_needs needs = {0};
    for (size_t i = 0; i < what->rules->file_count; i++) {
        const struct coverage_rule *rule = &what->rules->files[i];
        if (!globs_match(rule->name, path))
            continue;
        is_used[i] = true;
        for (unsigned k = 0; k < COVERAGE_MEASURE_COUNT; k++)
            if (rule->needs.ratios[k] > 0)
                needs.ratios[k] = rule->needs.ratios[k];
    }
    return needs;
}

static void judge_files(const struct coverage_case *what, struct coverage_judgement *judgement)
{
    const struct coverage_rules *rules = what->rules;
    SCOPED(memory_free_pointer) bool *is_used = memory_new(rules->file_count + 1, sizeof *is_used);
    for (size_t i = 0; i < what->coverage->file_count; i++) {
        const struct coverage_file *file = &what->coverage->files[i];
        const char *path = path_below(file->path, what->folder);
        struct coverage_needs needs = needs_of(what, path, is_used);
        struct coverage_totals totals = coverage_file_totals(file);
        for (unsigned k = 0; k < COVERAGE_MEASURE_COUNT; k++) {
            struct coverage_failure *failure = hold(judgement, COVERAGE_SCOPE_FILE, path, k, &totals, needs.ratios[k]);
            SCOPED(strbuf_release) struct strbuf where = {0};
            if (!failure)
                continue;
            describe_file(file, k, &where);
            failure->where = strbuf_take(&where);
        }
    }
    for (size_t i = 0; i < rules->file_count; i++)
        if (!is_used[i])
            add_unknown(judgement, "\"files\" of \"coverage\": '%s' matches no file that the data speak of",
                        rules->files[i].name);
}

static void judge_change(const struct coverage_case *what, struct coverage_judgement *judgement)
{
    struct coverage_totals totals = what->change->totals;
    totals.lines += what->change->unmeasured_lines;
    for (unsigned i = 0; i < COVERAGE_MEASURE_COUNT; i++) {
        struct coverage_failure *failure =
            hold(judgement, COVERAGE_SCOPE_NEW, "new code", i, &totals, what->rules->new_code.ratios[i]);
        SCOPED(strbuf_release) struct strbuf where = {0};
        if (!failure)
            continue;
        describe_change(what, i, &where);
        failure->where = strbuf_take(&where);
    }
}

/* ---- the ratchet ------------------------------------------------------------------------------------------------- */

struct losses {
    const struct coverage_case *what;
    struct coverage_judgement *judgement;
};

static void take_loss(void *context, const struct coverage_ratchet_entry *entry, const struct coverage_file *file,
                      enum coverage_measure measure)
{
    const struct losses *losses = context;
    SCOPED(strbuf_release) struct strbuf where = {0};
    if (!file) {
        SCOPED(memory_free_pointer) char *path = path_absolute(entry->path, losses->what->folder);
        if (file_exists(path))
            add_unknown(losses->judgement, "the ratchet holds '%s', which the data do not speak of any more",
                        entry->path);
        return; /* a source that went away takes its record with it */
    }
    struct coverage_totals now = coverage_file_totals(file);
    struct coverage_failure *failure = add_failure(losses->judgement, COVERAGE_SCOPE_RATCHET, measure, entry->path);
    failure->hit = coverage_totals_hit(&now, measure);
    failure->all = coverage_totals_all(&now, measure);
    failure->hit_then = coverage_totals_hit(&entry->totals, measure);
    failure->all_then = coverage_totals_all(&entry->totals, measure);
    failure->needed_ratio = failure->all_then ? (double)failure->hit_then / (double)failure->all_then : 1;
    failure->needed = (uint64_t)ceil(failure->needed_ratio * (double)failure->all - 1e-9);
    /* As many missed as then would do as well. */
    uint64_t missed_then = failure->all_then - failure->hit_then + losses->what->rules->tolerance;
    if (missed_then < failure->all && failure->all - missed_then < failure->needed)
        failure->needed = failure->all - missed_then;
    describe_file(file, measure, &where);
    failure->where = strbuf_take(&where);
}

void coverage_judge(const struct coverage_case *what, struct coverage_judgement *ret)
{
    struct losses losses = {what, ret};
    judge_sum(what, COVERAGE_SCOPE_PROJECT, "project", what->folder, &what->rules->project, ret);
    for (size_t i = 0; i < what->rules->folder_count; i++) {
        const struct coverage_rule *rule = &what->rules->folders[i];
        SCOPED(memory_free_pointer) char *folder = path_absolute(rule->name, what->folder);
        judge_sum(what, COVERAGE_SCOPE_FOLDER, rule->name, folder, &rule->needs, ret);
    }
    judge_files(what, ret);
    if (what->change)
        judge_change(what, ret);
    if (what->ratchet) {
        ret->checked += COVERAGE_MEASURE_COUNT * what->ratchet->count;
        coverage_ratchet_compare(what->ratchet, what->coverage, what->folder, what->rules->tolerance, take_loss,
                                 &losses);
    }
}

static void format_failure(const struct coverage_failure *failure, struct json_writer *json)
{
    json_object_begin(json, NULL);
    json_string(json, "scope", coverage_scope_name(failure->scope));
    json_string(json, "subject", failure->subject);
    json_string(json, "measure", coverage_measure_name(failure->measure));
    json_uint(json, "hit", failure->hit);
    json_uint(json, "all", failure->all);
    json_uint(json, "needed", failure->needed);
    json_number(json, "neededRatio", failure->needed_ratio);
    if (failure->scope == COVERAGE_SCOPE_RATCHET) {
        json_uint(json, "hitThen", failure->hit_then);
        json_uint(json, "allThen", failure->all_then);
    }
    json_string(json, "where", failure->where ? failure->where : "");
    json_object_end(json);
}

void coverage_judgement_format_json(const struct coverage_judgement *judgement, const char *const *marks,
                                    struct strbuf *out)
{
    struct json_writer json = {.out = out, .indent = 2};
    json_object_begin(&json, NULL);
    json_string(&json, "format", "cet-coverage-check");
    json_int(&json, "version", 1);
    json_string(&json, "outcome",
                judgement->unknown_count   ? "could not judge"
                : judgement->failure_count ? "missed"
                                           : "reached");
    json_uint(&json, "checked", judgement->checked);
    json_array_begin(&json, "missed");
    for (size_t i = 0; i < judgement->failure_count; i++)
        format_failure(&judgement->failures[i], &json);
    json_array_end(&json);
    json_array_begin(&json, "notJudged");
    for (size_t i = 0; i < judgement->unknown_count; i++)
        json_string(&json, NULL, judgement->unknown[i]);
    json_array_end(&json);
    json_array_begin(&json, "countedAllTheSame");
    for (; marks && *marks; marks++)
        json_string(&json, NULL, *marks);
    json_array_end(&json);
    json_object_end(&json);
    strbuf_add_char(out, '\n');
}
