#include "cet/model/coverage.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

static void release_file(struct coverage_file *file)
{
    for (size_t i = 0; i < file->function_count; i++)
        free(file->functions[i].name);
    free(file->functions);
    free(file->branches);
    free(file->lines);
    free(file->path);
}

void coverage_release(struct coverage *coverage)
{
    if (!coverage)
        return;
    for (size_t i = 0; i < coverage->file_count; i++)
        release_file(&coverage->files[i]);
    free(coverage->files);
    free(coverage->test_name);
    free(coverage->compiler);
    *coverage = (struct coverage){0};
}

const struct coverage_file *coverage_find_file(const struct coverage *coverage, const char *path)
{
    for (size_t i = 0; i < coverage->file_count; i++)
        if (!strcmp(coverage->files[i].path, path))
            return &coverage->files[i];
    return NULL;
}

struct coverage_file *coverage_add_file(struct coverage *coverage, const char *path)
{
    const struct coverage_file *found = coverage_find_file(coverage, path);
    if (found)
        return &coverage->files[found - coverage->files];
    struct coverage_file file = {.path = memory_strdup(path)};
    ARRAY_PUSH(coverage->files, coverage->file_count, coverage->file_capacity, file);
    return &coverage->files[coverage->file_count - 1];
}

static int compare_lines(const void *left, const void *right)
{
    const struct coverage_line *a = left, *b = right;
    return (a->line > b->line) - (a->line < b->line);
}

static int compare_branches(const void *left, const void *right)
{
    const struct coverage_branch *a = left, *b = right;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->block != b->block)
        return a->block < b->block ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* A run that would overflow the count stays at the top. */
static uint64_t add_counts(uint64_t a, uint64_t b)
{
    uint64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? UINT64_MAX : sum;
}

void coverage_file_normalise(struct coverage_file *file)
{
    size_t count = 0;
    if (file->line_count)
        qsort(file->lines, file->line_count, sizeof *file->lines, compare_lines);
    for (size_t i = 0; i < file->line_count; i++) {
        if (count && !compare_lines(&file->lines[count - 1], &file->lines[i]))
            file->lines[count - 1].hits = add_counts(file->lines[count - 1].hits, file->lines[i].hits);
        else
            file->lines[count++] = file->lines[i];
    }
    file->line_count = count;
    count = 0;
    if (file->branch_count)
        qsort(file->branches, file->branch_count, sizeof *file->branches, compare_branches);
    for (size_t i = 0; i < file->branch_count; i++) {
        if (count && !compare_branches(&file->branches[count - 1], &file->branches[i])) {
            file->branches[count - 1].taken = add_counts(file->branches[count - 1].taken, file->branches[i].taken);
            file->branches[count - 1].was_evaluated |= file->branches[i].was_evaluated;
        } else {
            file->branches[count++] = file->branches[i];
        }
    }
    file->branch_count = count;
}

/* Both lists are sorted; so is the result, in which equal keys are one entry with the sum. */
static void merge_lines(struct coverage_file *into, const struct coverage_file *from)
{
    size_t total = into->line_count + from->line_count, count = 0, i = 0, k = 0;
    struct coverage_line *merged = memory_new(total + 1, sizeof *merged);
    while (i < into->line_count || k < from->line_count) {
        int order = i == into->line_count   ? 1
                    : k == from->line_count ? -1
                                            : compare_lines(&into->lines[i], &from->lines[k]);
        merged[count] = order <= 0 ? into->lines[i] : from->lines[k];
        if (order == 0)
            merged[count].hits = add_counts(into->lines[i].hits, from->lines[k].hits);
        count++;
        i += order <= 0;
        k += order >= 0;
    }
    free(into->lines);
    into->lines = merged;
    into->line_count = count;
    into->line_capacity = total + 1;
}

static void merge_branches(struct coverage_file *into, const struct coverage_file *from)
{
    size_t total = into->branch_count + from->branch_count, count = 0, i = 0, k = 0;
    struct coverage_branch *merged = memory_new(total + 1, sizeof *merged);
    while (i < into->branch_count || k < from->branch_count) {
        int order = i == into->branch_count   ? 1
                    : k == from->branch_count ? -1
                                              : compare_branches(&into->branches[i], &from->branches[k]);
        merged[count] = order <= 0 ? into->branches[i] : from->branches[k];
        if (order == 0) {
            merged[count].taken = add_counts(into->branches[i].taken, from->branches[k].taken);
            merged[count].was_evaluated |= from->branches[k].was_evaluated;
        }
        count++;
        i += order <= 0;
        k += order >= 0;
    }
    free(into->branches);
    into->branches = merged;
    into->branch_count = count;
    into->branch_capacity = total + 1;
}

static struct coverage_function *find_function(struct coverage_file *file, const char *name, uint32_t line)
{
    for (size_t i = 0; i < file->function_count; i++)
        if (file->functions[i].line == line && !strcmp(file->functions[i].name, name))
            return &file->functions[i];
    return NULL;
}

static void merge_functions(struct coverage_file *into, const struct coverage_file *from)
{
    for (size_t i = 0; i < from->function_count; i++) {
        const struct coverage_function *function = &from->functions[i];
        struct coverage_function *same = find_function(into, function->name, function->line);
        if (same) {
            same->hits = add_counts(same->hits, function->hits);
            continue;
        }
        struct coverage_function copy = *function;
        copy.name = memory_strdup(function->name);
        ARRAY_PUSH(into->functions, into->function_count, into->function_capacity, copy);
    }
}

void coverage_merge(struct coverage *into, const struct coverage *from)
{
    for (size_t i = 0; i < from->file_count; i++) {
        struct coverage_file *file = coverage_add_file(into, from->files[i].path);
        merge_lines(file, &from->files[i]);
        merge_branches(file, &from->files[i]);
        merge_functions(file, &from->files[i]);
    }
    if (!into->test_name && from->test_name)
        into->test_name = memory_strdup(from->test_name);
    if (!into->compiler && from->compiler)
        into->compiler = memory_strdup(from->compiler);
}

static bool is_named(const char *const *paths, const char *path)
{
    for (size_t i = 0; paths && paths[i]; i++)
        if (!strcmp(paths[i], path))
            return true;
    return !paths;
}

void coverage_keep(const struct coverage *coverage, const char *const *paths, struct coverage *ret_kept)
{
    for (size_t i = 0; i < coverage->file_count; i++) {
        const struct coverage one = {.files = &coverage->files[i], .file_count = 1, .compiler = coverage->compiler};
        if (is_named(paths, coverage->files[i].path))
            coverage_merge(ret_kept, &one);
    }
}

struct coverage_totals coverage_file_totals(const struct coverage_file *file)
{
    struct coverage_totals totals = {
        .lines = file->line_count, .branches = file->branch_count, .functions = file->function_count};
    for (size_t i = 0; i < file->line_count; i++)
        totals.lines_hit += file->lines[i].hits > 0;
    for (size_t i = 0; i < file->branch_count; i++)
        totals.branches_taken += file->branches[i].taken > 0;
    for (size_t i = 0; i < file->function_count; i++)
        totals.functions_hit += file->functions[i].hits > 0;
    return totals;
}

struct coverage_totals coverage_totals(const struct coverage *coverage)
{
    struct coverage_totals sum = {0};
    for (size_t i = 0; i < coverage->file_count; i++) {
        struct coverage_totals totals = coverage_file_totals(&coverage->files[i]);
        sum.lines += totals.lines;
        sum.lines_hit += totals.lines_hit;
        sum.branches += totals.branches;
        sum.branches_taken += totals.branches_taken;
        sum.functions += totals.functions;
        sum.functions_hit += totals.functions_hit;
    }
    return sum;
}
