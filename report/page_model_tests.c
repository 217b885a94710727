/* Which test reaches which lines: from coverage that was kept apart for each test, and from what reaches mutants. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "page_model.h"

static struct page_test *add_test(struct page_model *model, const char *name)
{
    bool is_new;
    const uint64_t place = map_add(&model->test_index, name, model->test_count, &is_new);
    if (is_new) {
        const struct page_test test = {.name = name};
        ARRAY_PUSH(model->tests, model->test_count, model->test_capacity, test);
    }
    return &model->tests[place];
}

static void add_place(struct page_test *test, size_t file, uint32_t line)
{
    const uint64_t place = (uint64_t)file << 32 | line;
    if (test->place_count && test->places[test->place_count - 1] == place)
        return;
    ARRAY_PUSH(test->places, test->place_count, test->place_capacity, place);
}

static int compare_places(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static void sort_places(struct page_test *test)
{
    size_t count = 0;
    if (test->place_count)
        qsort(test->places, test->place_count, sizeof *test->places, compare_places);
    for (size_t i = 0; i < test->place_count; i++)
        if (!count || test->places[count - 1] != test->places[i])
            test->places[count++] = test->places[i];
    test->place_count = count;
}

void page_model_list_tests(struct page_model *model)
{
    const struct coverage *coverage = model->page->coverage;
    for (size_t i = 0; i < model->file_count; i++) {
        const struct page_file *file = &model->files[i];
        for (size_t k = 0; file->coverage && k < file->coverage->test_line_count; k++) {
            const struct coverage_test_line *reached = &file->coverage->test_lines[k];
            add_place(add_test(model, coverage->tests[reached->test]), i, reached->line);
        }
        for (size_t k = 0; k < file->mutant_count; k++) {
            const struct mutant *mutant = file->mutants[k];
            for (uint32_t t = 0; t < mutant->covered_by_count; t++)
                add_place(add_test(model, mutant->covered_by[t]), i, mutant->line);
            if (mutant->killed_by)
                add_test(model, mutant->killed_by)->first_kills++;
        }
    }
    for (size_t i = 0; i < model->test_count; i++)
        sort_places(&model->tests[i]);
}
