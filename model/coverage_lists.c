#include "coverage_lists.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

/* A run that would overflow the count stays at the top. */
static uint64_t add_counts(uint64_t a, uint64_t b)
{
    uint64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? UINT64_MAX : sum;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_lines(const void *left, const void *right)
{
    const struct coverage_line *a = left, *b = right;
    return compare_numbers(a->line, b->line);
}

static void add_lines(void *into, const void *from)
{
    struct coverage_line *a = into;
    const struct coverage_line *b = from;
    a->has_unrun_block |= b->has_unrun_block;
    a->hits = add_counts(a->hits, b->hits);
}

static int compare_branches(const void *left, const void *right)
{
    const struct coverage_branch *a = left, *b = right;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->block != b->block ? compare_numbers(a->block, b->block) : compare_numbers(a->number, b->number);
}

static void add_branches(void *into, const void *from)
{
    struct coverage_branch *a = into;
    const struct coverage_branch *b = from;
    a->taken = add_counts(a->taken, b->taken);
    a->was_evaluated |= b->was_evaluated;
    a->is_fallthrough |= b->is_fallthrough;
    a->is_throw |= b->is_throw;
    a->is_unreachable |= b->is_unreachable;
}

static int compare_conditions(const void *left, const void *right)
{
    const struct coverage_condition *a = left, *b = right;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->group != b->group ? compare_numbers(a->group, b->group) : compare_numbers(a->index, b->index);
}

static void add_conditions(void *into, const void *from)
{
    struct coverage_condition *a = into;
    const struct coverage_condition *b = from;
    a->met_true = add_counts(a->met_true, b->met_true);
    a->met_false = add_counts(a->met_false, b->met_false);
}

static int compare_functions(const void *left, const void *right)
{
    const struct coverage_function *a = left, *b = right;
    return a->line != b->line ? compare_numbers(a->line, b->line) : strcmp(a->name, b->name);
}

static void add_functions(void *into, const void *from)
{
    struct coverage_function *a = into;
    const struct coverage_function *b = from;
    a->hits = add_counts(a->hits, b->hits);
    if (a->end_line < b->end_line)
        a->end_line = b->end_line;
}

static int compare_test_lines(const void *left, const void *right)
{
    const struct coverage_test_line *a = left, *b = right;
    return a->line != b->line ? compare_numbers(a->line, b->line) : compare_numbers(a->test, b->test);
}

static int compare_checksums(const void *left, const void *right)
{
    const struct coverage_checksum *a = left, *b = right;
    return compare_numbers(a->line, b->line);
}

static void add_nothing(void *into, const void *from)
{
    (void)into;
    (void)from;
}

const struct coverage_kind coverage_line_kind = {sizeof(struct coverage_line), compare_lines, add_lines};
const struct coverage_kind coverage_branch_kind = {sizeof(struct coverage_branch), compare_branches, add_branches};
const struct coverage_kind coverage_condition_kind = {sizeof(struct coverage_condition), compare_conditions,
                                                      add_conditions};
const struct coverage_kind coverage_function_kind = {sizeof(struct coverage_function), compare_functions,
                                                     add_functions};
const struct coverage_kind coverage_test_line_kind = {sizeof(struct coverage_test_line), compare_test_lines,
                                                      add_nothing};
const struct coverage_kind coverage_checksum_kind = {sizeof(struct coverage_checksum), compare_checksums, add_nothing};

static bool is_sorted(const struct coverage_kind *kind, const char *items, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (kind->compare(items + (i - 1) * kind->size, items + i * kind->size) >= 0)
            return false;
    return true;
}

size_t coverage_list_sum(const struct coverage_kind *kind, void *list, size_t count, void (*drop)(void *))
{
    char *items = list;
    size_t kept = 0;
    if (is_sorted(kind, items, count))
        return count;
    qsort(items, count, kind->size, kind->compare);
    for (size_t i = 0; i < count; i++) {
        char *item = items + i * kind->size, *last = kept ? items + (kept - 1) * kind->size : NULL;
        if (last && !kind->compare(last, item)) {
            kind->add(last, item);
            if (drop)
                drop(item);
        } else {
            memmove(items + kept++ * kind->size, item, kind->size);
        }
    }
    return kept;
}

bool coverage_list_add(const struct coverage_kind *kind, char *items, size_t count, const char *more, size_t more_count)
{
    size_t i = 0, k = 0;
    while (i < count && k < more_count) { /* the usual case is the same source once more, or a part of it */
        const int order = kind->compare(items + i * kind->size, more + k * kind->size);
        if (order > 0)
            return false;
        i++;
        k += order == 0;
    }
    if (k < more_count)
        return false;
    for (i = k = 0; k < more_count; i++)
        if (kind->compare(items + i * kind->size, more + k * kind->size) == 0)
            kind->add(items + i * kind->size, more + k++ * kind->size);
    return true;
}

void *coverage_list_merge(const struct coverage_kind *kind, void *list, size_t *count, size_t *capacity,
                          const void *more_list, size_t more_count, void (*kept)(void *))
{
    char *items = list;
    const char *more = more_list;
    if (!more_count || (*count && coverage_list_add(kind, items, *count, more, more_count)))
        return items;
    const size_t size = kind->size, total = *count + more_count;
    char *merged = memory_resize(NULL, total, size);
    size_t length = 0, i = 0, k = 0;
    while (i < *count || k < more_count) {
        const int order = i == *count ? 1 : k == more_count ? -1 : kind->compare(items + i * size, more + k * size);
        memcpy(merged + length * size, order <= 0 ? items + i * size : more + k * size, size);
        if (order == 0)
            kind->add(merged + length * size, more + k * size);
        else if (order > 0 && kept)
            kept(merged + length * size);
        length++;
        i += order <= 0;
        k += order >= 0;
    }
    free(items);
    *count = length;
    *capacity = total;
    return merged;
}
