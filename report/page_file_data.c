#include "page_file_data.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "page_parts.h"
#include "source_lines.h"

#define EXACT_COUNT ((uint64_t)1 << 53) /* numbers of a script are exact up to here */

struct file_data {
    const struct page_model *model;
    const struct page_file *file;
    struct source_lines lines;
    struct json_writer json;
    struct map sets; /* a set as text -> its number */
};

static void add_count(struct file_data *data, uint64_t count)
{
    json_uint(&data->json, NULL, count < EXACT_COUNT ? count : EXACT_COUNT);
}

static void add_lines(struct file_data *data, const struct coverage_file *coverage)
{
    json_array_begin(&data->json, "lines");
    for (size_t i = 0; i < coverage->line_count; i++) {
        add_count(data, coverage->lines[i].line);
        add_count(data, coverage->lines[i].hits);
    }
    json_array_end(&data->json);
}

static void add_branches(struct file_data *data, const struct coverage_file *coverage)
{
    json_array_begin(&data->json, "branches");
    for (size_t i = 0; i < coverage->branch_count; i++) {
        const struct coverage_branch *branch = &coverage->branches[i];
        if (branch->is_unreachable)
            continue;
        add_count(data, branch->line);
        add_count(data, branch->block);
        if (branch->was_evaluated)
            add_count(data, branch->taken);
        else
            json_int(&data->json, NULL, -1);
    }
    json_array_end(&data->json);
}

static void add_conditions(struct file_data *data, const struct coverage_file *coverage)
{
    json_array_begin(&data->json, "conditions");
    for (size_t i = 0; i < coverage->condition_count; i++) {
        const struct coverage_condition *condition = &coverage->conditions[i];
        add_count(data, condition->line);
        add_count(data, condition->group);
        add_count(data, condition->index);
        add_count(data, condition->met_true);
        add_count(data, condition->met_false);
    }
    json_array_end(&data->json);
}

static void add_functions(struct file_data *data)
{
    json_array_begin(&data->json, "functions");
    for (size_t i = 0; i < data->file->function_count; i++) {
        const struct page_function *function = &data->file->functions[i];
        json_array_begin(&data->json, NULL);
        add_count(data, function->line);
        json_string(&data->json, NULL, function->name);
        add_count(data, function->complexity);
        json_array_end(&data->json);
    }
    json_array_end(&data->json);
}

static void add_changed(struct file_data *data, const struct coverage_change_file *change)
{
    json_array_begin(&data->json, "changed");
    for (size_t i = 0; i < change->changed_count; i++) {
        add_count(data, change->changed[i].first);
        add_count(data, change->changed[i].last);
    }
    json_array_end(&data->json);
}

static int compare_numbers(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* The number of the set of these tests, whose texts are written when all are known. */
static uint64_t set_of(struct file_data *data, uint64_t *tests, size_t count)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (count)
        qsort(tests, count, sizeof *tests, compare_numbers);
    for (size_t i = 0; i < count; i++)
        strbuf_printf(&text, i ? ",%llu" : "%llu", (unsigned long long)tests[i]);
    return map_add(&data->sets, strbuf_text(&text), data->sets.count, NULL);
}

static uint64_t test_number(const struct file_data *data, const char *name)
{
    uint64_t number = 0;
    map_find(&data->model->test_index, name, &number);
    return number;
}

static uint64_t set_of_mutant(struct file_data *data, const struct mutant *mutant)
{
    uint64_t *tests = memory_new((size_t)mutant->covered_by_count + 1, sizeof *tests);
    for (uint32_t i = 0; i < mutant->covered_by_count; i++)
        tests[i] = test_number(data, mutant->covered_by[i]);
    const uint64_t set = set_of(data, tests, mutant->covered_by_count);
    free(tests);
    return set;
}

static void add_reached(struct file_data *data, const struct coverage_file *coverage)
{
    uint64_t *tests = memory_new(coverage->test_line_count + 1, sizeof *tests);
    json_array_begin(&data->json, "reached");
    for (size_t i = 0, end; i < coverage->test_line_count; i = end) {
        for (end = i; end < coverage->test_line_count && coverage->test_lines[end].line == coverage->test_lines[i].line;
             end++)
            tests[end - i] = test_number(data, data->model->page->coverage->tests[coverage->test_lines[end].test]);
        add_count(data, coverage->test_lines[i].line);
        add_count(data, set_of(data, tests, end - i));
    }
    json_array_end(&data->json);
    free(tests);
}

static bool is_noticed(const struct mutant *mutant)
{
    return mutant->status == MUTANT_KILLED || mutant->status == MUTANT_TIMEOUT;
}

/* What the columns of mutants hold. Ids are random and would be half of the page: only those that somebody may ask
 * `cet mutate show` for are told. */
static void add_mutant_line(struct file_data *data, const struct mutant *mutant)
{
    add_count(data, mutant->line);
}

static void add_mutant_column(struct file_data *data, const struct mutant *mutant)
{
    add_count(data, source_lines_character(&data->lines, mutant->line, mutant->column));
}

static void add_mutant_operator(struct file_data *data, const struct mutant *mutant)
{
    json_string(&data->json, NULL, mutant->operator_name);
}

static void add_mutant_from(struct file_data *data, const struct mutant *mutant)
{
    json_string(&data->json, NULL, mutant->original);
}

static void add_mutant_to(struct file_data *data, const struct mutant *mutant)
{
    json_string(&data->json, NULL, mutant->replacement);
}

static void add_mutant_status(struct file_data *data, const struct mutant *mutant)
{
    json_string(&data->json, NULL, mutant_status_text(mutant->status));
}

static void add_mutant_by(struct file_data *data, const struct mutant *mutant)
{
    if (mutant->killed_by)
        add_count(data, test_number(data, mutant->killed_by));
    else
        json_int(&data->json, NULL, -1);
}

static void add_mutant_how(struct file_data *data, const struct mutant *mutant)
{
    json_string(&data->json, NULL, is_noticed(mutant) ? mutant_kill_text(mutant->killed_kind) : "");
}

static void add_mutant_set(struct file_data *data, const struct mutant *mutant)
{
    if (mutant->covered_by_count)
        add_count(data, set_of_mutant(data, mutant));
    else
        json_int(&data->json, NULL, -1);
}

static void add_mutant_id(struct file_data *data, const struct mutant *mutant)
{
    json_string(&data->json, NULL, is_noticed(mutant) ? "" : mutant->id);
}

static void add_mutant_reason(struct file_data *data, const struct mutant *mutant)
{
    json_string(&data->json, NULL, mutant->reason ? mutant->reason : "");
}

static void add_mutants(struct file_data *data)
{
    static const struct mutant_column {
        const char *key;
        void (*add)(struct file_data *data, const struct mutant *mutant);
    } columns[] = {
        {"line", add_mutant_line}, {"column", add_mutant_column}, {"operator", add_mutant_operator},
        {"from", add_mutant_from}, {"to", add_mutant_to},         {"status", add_mutant_status},
        {"by", add_mutant_by},     {"how", add_mutant_how},       {"set", add_mutant_set},
        {"id", add_mutant_id},     {"reason", add_mutant_reason},
    };
    json_object_begin(&data->json, "mutants");
    for (size_t i = 0; i < ARRAY_LENGTH(columns); i++) {
        json_array_begin(&data->json, columns[i].key);
        for (size_t k = 0; k < data->file->mutant_count; k++)
            columns[i].add(data, data->file->mutants[k]);
        json_array_end(&data->json);
    }
    json_object_end(&data->json);
}

static void add_finding(struct file_data *data, const struct finding *finding)
{
    struct json_writer *json = &data->json;
    json_object_begin(json, NULL);
    json_uint(json, "line", finding->line);
    json_string(json, "level", finding_level_text(finding->level));
    json_string(json, "rule", finding->rule);
    json_string(json, "message", finding->message);
    json_string(json, "cwe", finding->cwe);
    json_string(json, "source", finding->source);
    json_array_begin(json, "notes");
    for (uint32_t i = 0; i < finding->note_count; i++) {
        const struct finding_note *note = &finding->notes[i];
        const struct page_file *file = page_model_find(data->model, note->path);
        json_array_begin(json, NULL);
        json_string(json, NULL, page_path(data->model->page, note->path));
        json_uint(json, NULL, note->line);
        json_string(json, NULL, note->message);
        json_int(json, NULL, file ? (int64_t)page_file_number(data->model, file) : -1);
        json_array_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

static void add_sets(struct file_data *data)
{
    json_array_begin(&data->json, "sets");
    for (size_t i = 0; i < data->sets.count; i++)
        json_string(&data->json, NULL, data->sets.entries[i].key);
    json_array_end(&data->json);
}

static void add_source(struct file_data *data)
{
    source_lines_load(&data->lines, data->file->path);
    if (data->lines.line_count)
        json_string_bytes(&data->json, "source", strbuf_text(&data->lines.text), data->lines.text.length);
    else
        json_null(&data->json, "source");
}

void page_file_data_format(const struct page_model *model, const struct page_file *file, struct strbuf *out)
{
    struct file_data data = {.model = model, .file = file, .json = {.out = out}};
    json_object_begin(&data.json, NULL);
    json_string(&data.json, "path", file->shown);
    add_source(&data);
    if (file->coverage) {
        add_lines(&data, file->coverage);
        add_branches(&data, file->coverage);
        add_conditions(&data, file->coverage);
        add_functions(&data);
        add_reached(&data, file->coverage);
    }
    if (file->change)
        add_changed(&data, file->change);
    add_mutants(&data);
    json_array_begin(&data.json, "findings");
    for (size_t i = 0; i < file->finding_count; i++)
        add_finding(&data, file->findings[i]);
    json_array_end(&data.json);
    add_sets(&data);
    json_object_end(&data.json);
    map_release(&data.sets);
    source_lines_release(&data.lines);
}
