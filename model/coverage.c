#include "cet/model/coverage.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/model/coverage_choice.h"
#include "coverage_file.h"

static void release_texts(char **texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(texts[i]);
    free(texts);
}

void coverage_file_release(struct coverage_file *file)
{
    for (size_t i = 0; i < file->function_count; i++)
        free(file->functions[i].name);
    free(file->functions);
    free(file->branches);
    free(file->conditions);
    free(file->lines);
    free(file->test_lines);
    free(file->checksums);
    release_texts(file->texts, file->text_count);
    free(file->version);
    free(file->path);
    *file = (struct coverage_file){0};
}

void coverage_release(struct coverage *coverage)
{
    if (!coverage)
        return;
    for (size_t i = 0; i < coverage->file_count; i++)
        coverage_file_release(&coverage->files[i]);
    for (size_t i = 0; i < coverage->conflict_count; i++) {
        free(coverage->conflicts[i].path);
        free(coverage->conflicts[i].reason);
    }
    free(coverage->files);
    free(coverage->conflicts);
    release_texts(coverage->tests, coverage->test_count);
    free(coverage->test_name);
    free(coverage->compiler);
    map_release(&coverage->file_index);
    map_release(&coverage->test_index);
    *coverage = (struct coverage){0};
}

/* Files may have been set without coverage_add_file: what the index does not know is searched. */
const struct coverage_file *coverage_find_file(const struct coverage *coverage, const char *path)
{
    uint64_t place;
    if (map_find(&coverage->file_index, path, &place) && place < coverage->file_count &&
        !strcmp(coverage->files[place].path, path))
        return &coverage->files[place];
    if (coverage->file_index.count == coverage->file_count)
        return NULL;
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
    if (coverage->file_index.count == coverage->file_count)
        map_set(&coverage->file_index, path, coverage->file_count);
    struct coverage_file file = {.path = memory_strdup(path)};
    ARRAY_PUSH(coverage->files, coverage->file_count, coverage->file_capacity, file);
    return &coverage->files[coverage->file_count - 1];
}

uint32_t coverage_add_test(struct coverage *coverage, const char *name)
{
    bool is_new;
    for (size_t i = coverage->test_index.count; i < coverage->test_count; i++) /* set without this function */
        map_set(&coverage->test_index, coverage->tests[i], i);
    const uint64_t place = map_add(&coverage->test_index, name, coverage->test_count, &is_new);
    if (is_new)
        ARRAY_PUSH(coverage->tests, coverage->test_count, coverage->test_capacity, memory_strdup(name));
    return (uint32_t)place;
}

/* Not searched for one that is there: branches of a line seldom share a text. */
uint32_t coverage_file_add_text(struct coverage_file *file, const char *text)
{
    if (!text || !*text)
        return 0;
    ARRAY_PUSH(file->texts, file->text_count, file->text_capacity, memory_strdup(text));
    return (uint32_t)file->text_count;
}

const char *coverage_file_text(const struct coverage_file *file, uint32_t text)
{
    return text && text <= file->text_count ? file->texts[text - 1] : NULL;
}

const struct coverage_test_line *coverage_file_tests_of(const struct coverage_file *file, uint32_t line,
                                                        size_t *ret_count)
{
    size_t low = 0, high = file->test_line_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (file->test_lines[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < file->test_line_count && file->test_lines[end].line == line)
        end++;
    *ret_count = end - low;
    return end > low ? &file->test_lines[low] : NULL;
}

void coverage_keep(const struct coverage *coverage, const char *const *paths, struct coverage *ret_kept)
{
    SCOPED(coverage_choice_release) struct coverage_choice choice = coverage_choice_of(paths);
    struct coverage one = *coverage;
    for (size_t i = 0; i < coverage->file_count; i++) {
        const char *name = coverage_choice_find(&choice, coverage->files[i].path);
        struct coverage_file file = coverage->files[i];
        file.path = (char *)name; /* only read */
        one.files = &file;
        one.file_count = 1;
        if (name)
            coverage_merge(ret_kept, &one);
    }
}

struct coverage_totals coverage_file_totals(const struct coverage_file *file)
{
    struct coverage_totals totals = {
        .lines = file->line_count, .functions = file->function_count, .conditions = 2 * file->condition_count};
    for (size_t i = 0; i < file->line_count; i++)
        totals.lines_hit += file->lines[i].hits > 0;
    for (size_t i = 0; i < file->branch_count; i++) {
        totals.branches += !file->branches[i].is_unreachable;
        totals.branches_taken += !file->branches[i].is_unreachable && file->branches[i].taken > 0;
    }
    for (size_t i = 0; i < file->condition_count; i++)
        totals.conditions_met += (file->conditions[i].met_true > 0) + (file->conditions[i].met_false > 0);
    for (size_t i = 0; i < file->function_count; i++)
        totals.functions_hit += file->functions[i].hits > 0;
    return totals;
}

void coverage_totals_add(struct coverage_totals *sum, const struct coverage_totals *more)
{
    sum->lines += more->lines;
    sum->lines_hit += more->lines_hit;
    sum->branches += more->branches;
    sum->branches_taken += more->branches_taken;
    sum->functions += more->functions;
    sum->functions_hit += more->functions_hit;
    sum->conditions += more->conditions;
    sum->conditions_met += more->conditions_met;
}

struct coverage_totals coverage_totals(const struct coverage *coverage)
{
    struct coverage_totals sum = {0};
    for (size_t i = 0; i < coverage->file_count; i++) {
        struct coverage_totals totals = coverage_file_totals(&coverage->files[i]);
        coverage_totals_add(&sum, &totals);
    }
    return sum;
}
