#include "page_model.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "complexity.h"
#include "page_parts.h"
#include "source_lines.h"

static void release_file(struct page_file *file)
{
    free(file->mutants);
    free(file->findings);
    free(file->functions);
}

void page_model_release(struct page_model *model)
{
    if (!model)
        return;
    for (size_t i = 0; i < model->file_count; i++)
        release_file(&model->files[i]);
    for (size_t i = 0; i < model->test_count; i++)
        free(model->tests[i].places);
    free(model->files);
    free(model->tests);
    map_release(&model->file_index);
    map_release(&model->test_index);
    *model = (struct page_model){0};
}

/* A folder stands before what is named behind it: '/' comes before any other character. */
static int compare_shown(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    const int left = *a == '/' ? 1 : (unsigned char)*a + (*a != '\0');
    const int right = *b == '/' ? 1 : (unsigned char)*b + (*b != '\0');
    return left - right;
}

static int compare_files(const void *left, const void *right)
{
    const struct page_file *a = left, *b = right;
    const int order = compare_shown(a->shown, b->shown);
    return order ? order : strcmp(a->path, b->path);
}

static void add_file(struct page_model *model, const char *path)
{
    bool is_new;
    if (!*path)
        return;
    map_add(&model->file_index, path, 0, &is_new);
    if (!is_new)
        return;
    const struct page_file file = {.path = path, .shown = page_path(model->page, path)};
    ARRAY_PUSH(model->files, model->file_count, model->file_capacity, file);
}

static void list_files(struct page_model *model)
{
    const struct report_page *page = model->page;
    for (size_t i = 0; page->coverage && i < page->coverage->file_count; i++)
        add_file(model, page->coverage->files[i].path);
    for (size_t i = 0; page->mutants && i < page->mutants->count; i++)
        add_file(model, page->mutants->items[i].path);
    for (size_t i = 0; page->findings && i < page->findings->count; i++)
        if (page->findings->items[i].state == FINDING_SHOWN)
            add_file(model, page->findings->items[i].path);
    for (size_t i = 0; page->change && i < page->change->count; i++)
        add_file(model, page->change->files[i].path);
    if (model->file_count)
        qsort(model->files, model->file_count, sizeof *model->files, compare_files);
    for (size_t i = 0; i < model->file_count; i++)
        map_set(&model->file_index, model->files[i].path, i);
}

static struct page_file *find_file(struct page_model *model, const char *path)
{
    uint64_t place;
    return map_find(&model->file_index, path, &place) ? &model->files[place] : NULL;
}

const struct page_file *page_model_find(const struct page_model *model, const char *path)
{
    uint64_t place;
    return map_find(&model->file_index, path, &place) ? &model->files[place] : NULL;
}

size_t page_file_number(const struct page_model *model, const struct page_file *file)
{
    return (size_t)(file - model->files);
}

static int compare_mutants(const void *left, const void *right)
{
    const struct mutant *a = *(const struct mutant *const *)left, *b = *(const struct mutant *const *)right;
    int order = (a->line > b->line) - (a->line < b->line);
    if (!order)
        order = (a->column > b->column) - (a->column < b->column);
    return order ? order : strcmp(a->id, b->id);
}

static int compare_findings(const void *left, const void *right)
{
    const struct finding *a = *(const struct finding *const *)left, *b = *(const struct finding *const *)right;
    int order = (a->line > b->line) - (a->line < b->line);
    return order ? order : strcmp(a->rule, b->rule);
}

static void share_out(struct page_model *model)
{
    const struct report_page *page = model->page;
    for (size_t i = 0; page->mutants && i < page->mutants->count; i++) {
        const struct mutant *mutant = &page->mutants->items[i];
        struct page_file *file = find_file(model, mutant->path);
        if (!file)
            continue;
        ARRAY_PUSH(file->mutants, file->mutant_count, file->mutant_capacity, mutant);
        mutant_counts_add(&file->mutant_counts, mutant);
    }
    for (size_t i = 0; page->findings && i < page->findings->count; i++) {
        const struct finding *finding = &page->findings->items[i];
        struct page_file *file = finding->state == FINDING_SHOWN ? find_file(model, finding->path) : NULL;
        if (!file)
            continue;
        ARRAY_PUSH(file->findings, file->finding_count, file->finding_capacity, finding);
        file->levels[finding->level]++;
    }
    for (size_t i = 0; page->change && i < page->change->count; i++) {
        struct page_file *file = find_file(model, page->change->files[i].path);
        if (file)
            file->change = &page->change->files[i];
    }
}

static void list_functions(struct page_file *file)
{
    const struct coverage_file *coverage = file->coverage;
    file->functions = memory_new(coverage->function_count + 1, sizeof *file->functions);
    for (size_t i = 0; i < coverage->function_count; i++) {
        const struct coverage_function *function = &coverage->functions[i];
        struct page_function *last = file->function_count ? &file->functions[file->function_count - 1] : NULL;
        if (last && last->line == function->line) /* copies that an inline function leaves */
            continue;
        if (last && (last->end_line == 0 || last->end_line >= function->line))
            last->end_line = function->line - 1;
        file->functions[file->function_count++] = (struct page_function){
            .name = function->name, .line = function->line, .end_line = function->end_line, .complexity = 1};
    }
}

static struct page_function *function_at(struct page_file *file, uint32_t line)
{
    size_t low = 0, high = file->function_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (file->functions[middle].line <= line)
            low = middle + 1;
        else
            high = middle;
    }
    struct page_function *function = low ? &file->functions[low - 1] : NULL;
    return function && (function->end_line == 0 || line <= function->end_line) ? function : NULL;
}

static void measure_functions(struct page_file *file, const struct source_lines *source)
{
    uint32_t *decisions = complexity_decisions(strbuf_text(&source->text), source->text.length, source->line_count);
    for (uint32_t line = 1; line <= source->line_count; line++) {
        struct page_function *function = function_at(file, line);
        if (function)
            function->complexity += decisions[line];
    }
    for (size_t i = 0; i < file->coverage->line_count; i++) {
        struct page_function *function = function_at(file, file->coverage->lines[i].line);
        if (!function)
            continue;
        function->lines++;
        function->lines_hit += file->coverage->lines[i].hits > 0;
    }
    for (size_t i = 0; i < file->mutant_count; i++) {
        struct page_function *function = function_at(file, file->mutants[i]->line);
        if (function)
            mutant_counts_add(&function->mutants, file->mutants[i]);
    }
    for (size_t i = 0; i < file->function_count; i++)
        file->complexity += file->functions[i].complexity;
    free(decisions);
}

static void measure_file(const struct page_model *model, struct page_file *file)
{
    SCOPED(source_lines_release) struct source_lines source = {0};
    if (file->mutant_count)
        qsort(file->mutants, file->mutant_count, sizeof(struct mutant *), compare_mutants);
    if (file->finding_count)
        qsort(file->findings, file->finding_count, sizeof(struct finding *), compare_findings);
    file->coverage = model->page->coverage ? coverage_find_file(model->page->coverage, file->path) : NULL;
    if (!file->coverage)
        return;
    file->totals = coverage_file_totals(file->coverage);
    source_lines_load(&source, file->path);
    list_functions(file);
    measure_functions(file, &source);
}

void page_model_build(struct page_model *model, const struct report_page *page)
{
    *model = (struct page_model){.page = page};
    list_files(model);
    share_out(model);
    for (size_t i = 0; i < model->file_count; i++)
        measure_file(model, &model->files[i]);
    page_model_list_tests(model);
}

double page_function_unproven(const struct page_function *function)
{
    const double covered = function->lines ? (double)function->lines_hit / (double)function->lines : 1;
    double noticed;
    if (!mutant_score(&function->mutants, &noticed))
        noticed = 1;
    return 1 - covered * noticed;
}

double page_function_risk(const struct page_function *function)
{
    return function->complexity * page_function_unproven(function);
}
