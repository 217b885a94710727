/* Which test reaches which lines: from coverage that was kept apart for each test, and from what reaches mutants. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "page_model.h"

/* "is_blank/test_a" of "test_shorten: is_blank/test_a"; NULL: no program stands before it. */
static const char *without_program(const char *name)
{
    const char *slash = strrchr(name, '/'), *colon = strstr(name, ": ");
    return colon && slash && colon < slash ? colon + 2 : NULL;
}

/* Coverage names a test with its program and mutants without: a test has both names, unless two programs have it. */
static struct page_test *add_test(struct page_model *model, const char *name)
{
    const char *rest = without_program(name);
    uint64_t place;
    if (map_find(&model->test_index, name, &place))
        return &model->tests[place];
    const bool is_known = rest && map_find(&model->test_index, rest, &place);
    if (is_known && !without_program(model->tests[place].name)) {
        model->tests[place].name = name;
    } else {
        const struct page_test test = {.name = name};
        place = model->test_count;
        ARRAY_PUSH(model->tests, model->test_count, model->test_capacity, test);
        if (rest && !is_known)
            map_set(&model->test_index, rest, place);
    }
    map_set(&model->test_index, name, place);
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

/* ---- of generated suites ----------------------------------------------------------------------------------------- */

/* "test_list/test_grow_returns_0" of "test_list: grow/test_grow_returns_0"; without a program "/test_grow_returns_0".
 */
static void add_key(const char *name, struct strbuf *out)
{
    const char *slash = strrchr(name, '/'), *rest = without_program(name);
    if (rest)
        strbuf_add(out, name, (size_t)(rest - name) - strlen(": "));
    strbuf_printf(out, "/%s", slash ? slash + 1 : name);
}

static void index_tests(const struct page_model *model, struct map *index)
{
    for (size_t i = 0; i < model->test_count; i++) {
        SCOPED(strbuf_release) struct strbuf key = {0};
        add_key(model->tests[i].name, &key);
        map_set(index, strbuf_text(&key), i);
    }
}

static bool find_test(const struct map *index, const struct stamped_part *part, uint64_t *ret_place)
{
    SCOPED(strbuf_release) struct strbuf key = {0};
    strbuf_printf(&key, "%.*s/%s", (int)strcspn(part->program, "."), part->program, part->name);
    return map_find(index, strbuf_text(&key), ret_place) || map_find(index, strchr(strbuf_text(&key), '/'), ret_place);
}

/* A test that nothing is known of is listed too. */
static void add_parts(struct page_model *model, const struct suite_stamp *suite, const struct map *index)
{
    for (size_t i = 0; i < suite->part_count; i++) {
        const struct stamped_part *part = &suite->parts[i];
        uint64_t place;
        if (strncmp(part->name, "test_", strlen("test_")) != 0)
            continue;
        struct page_test *test = find_test(index, part, &place) ? &model->tests[place] : add_test(model, part->name);
        test->program = part->program;
    }
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
    SCOPED(map_release) struct map index = {0};
    index_tests(model, &index);
    for (size_t i = 0; i < model->page->suite_count; i++)
        add_parts(model, &model->page->suites[i], &index);
}
