/* Files and whole coverages added to each other. Every list is sorted by its key; merging two is one walk along both
 * (coverage_lists.c), for branches and decisions block by block (coverage_blocks.c). */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "coverage_file.h"
#include "coverage_lists.h"

static void drop_function(void *item)
{
    free(((struct coverage_function *)item)->name);
}

void coverage_file_normalise(struct coverage_file *file)
{
    file->line_count = coverage_list_sum(&coverage_line_kind, file->lines, file->line_count, NULL);
    file->branch_count = coverage_list_sum(&coverage_branch_kind, file->branches, file->branch_count, NULL);
    file->condition_count = coverage_list_sum(&coverage_condition_kind, file->conditions, file->condition_count, NULL);
    file->function_count =
        coverage_list_sum(&coverage_function_kind, file->functions, file->function_count, drop_function);
    file->test_line_count = coverage_list_sum(&coverage_test_line_kind, file->test_lines, file->test_line_count, NULL);
    file->checksum_count = coverage_list_sum(&coverage_checksum_kind, file->checksums, file->checksum_count, NULL);
}

static void keep_function(void *item)
{
    struct coverage_function *function = item;
    function->name = memory_strdup(function->name);
}

/* Those of a that b does not have at that line, by name. */
static void list_own_functions(const struct coverage_file *a, const struct coverage_file *b, struct map *own)
{
    for (size_t i = 0, k = 0; i < a->function_count;) {
        const int order =
            k == b->function_count ? -1 : coverage_function_kind.compare(&a->functions[i], &b->functions[k]);
        if (order < 0)
            map_set(own, a->functions[i].name, a->functions[i].line);
        i += order <= 0;
        k += order >= 0;
    }
}

/* A function that each has at a line where the other does not have it. */
static void find_moved_function(const struct coverage_file *a, const struct coverage_file *b, struct strbuf *reason)
{
    SCOPED(map_release) struct map here = {0};
    SCOPED(map_release) struct map there = {0};
    list_own_functions(a, b, &here);
    if (here.count)
        list_own_functions(b, a, &there);
    for (size_t i = 0; i < there.count && !reason->length; i++) {
        uint64_t line;
        if (map_find(&here, there.entries[i].key, &line))
            strbuf_printf(reason, "function '%.80s' begins at line %" PRIu64 " here, at line %" PRIu64 " there",
                          there.entries[i].key, line, there.entries[i].value);
    }
}

static void find_conflict(const struct coverage_file *a, const struct coverage_file *b,
                          struct coverage_conflict *ret_conflict)
{
    SCOPED(strbuf_release) struct strbuf reason = {0};
    if (a->version && b->version && strcmp(a->version, b->version) != 0)
        strbuf_printf(&reason, "version '%.80s' here, '%.80s' there", a->version, b->version);
    for (size_t i = 0, k = 0; i < a->checksum_count && k < b->checksum_count && !reason.length;) {
        const int order = coverage_checksum_kind.compare(&a->checksums[i], &b->checksums[k]);
        if (order == 0 && a->checksums[i].hash != b->checksums[k].hash)
            strbuf_printf(&reason, "line %" PRIu32 " has two checksums", a->checksums[i].line);
        i += order <= 0;
        k += order >= 0;
    }
    const bool is_certain = reason.length > 0;
    if (!is_certain)
        find_moved_function(a, b, &reason);
    if (reason.length)
        *ret_conflict = (struct coverage_conflict){
            .path = memory_strdup(a->path), .reason = strbuf_take(&reason), .is_certain = is_certain};
}

static void merge_test_lines(struct coverage_file *into, const struct coverage_file *from, const uint32_t *test_map)
{
    struct coverage_test_line *mapped = memory_new(from->test_line_count + 1, sizeof *mapped);
    for (size_t i = 0; i < from->test_line_count; i++) {
        mapped[i] = from->test_lines[i];
        if (test_map)
            mapped[i].test = test_map[mapped[i].test];
    }
    const size_t count = coverage_list_sum(&coverage_test_line_kind, mapped, from->test_line_count, NULL);
    into->test_lines = coverage_list_merge(&coverage_test_line_kind, into->test_lines, &into->test_line_count,
                                           &into->test_line_capacity, mapped, count, NULL);
    free(mapped);
}

void coverage_file_merge(struct coverage_file *into, const struct coverage_file *from, const uint32_t *test_map,
                         struct coverage_conflict *ret_conflict)
{
    find_conflict(into, from, ret_conflict);
    into->lines = coverage_list_merge(&coverage_line_kind, into->lines, &into->line_count, &into->line_capacity,
                                      from->lines, from->line_count, NULL);
    into->branches = coverage_blocks_merge(&coverage_branch_kind, into, into->branches, &into->branch_count,
                                           &into->branch_capacity, from, from->branches, from->branch_count);
    into->conditions = coverage_blocks_merge(&coverage_condition_kind, into, into->conditions, &into->condition_count,
                                             &into->condition_capacity, from, from->conditions, from->condition_count);
    into->functions =
        coverage_list_merge(&coverage_function_kind, into->functions, &into->function_count, &into->function_capacity,
                            from->functions, from->function_count, keep_function);
    into->checksums = coverage_list_merge(&coverage_checksum_kind, into->checksums, &into->checksum_count,
                                          &into->checksum_capacity, from->checksums, from->checksum_count, NULL);
    if (from->test_line_count)
        merge_test_lines(into, from, test_map);
    if (!into->version && from->version)
        into->version = memory_strdup(from->version);
}

/* The first of a file says enough. */
void coverage_add_conflict(struct coverage *coverage, struct coverage_conflict *conflict)
{
    bool is_known = !conflict->path;
    for (size_t i = 0; i < coverage->conflict_count && !is_known; i++)
        is_known = !strcmp(coverage->conflicts[i].path, conflict->path);
    if (!is_known) {
        ARRAY_PUSH(coverage->conflicts, coverage->conflict_count, coverage->conflict_capacity, *conflict);
    } else {
        free(conflict->path);
        free(conflict->reason);
    }
    *conflict = (struct coverage_conflict){0};
}

uint32_t *coverage_map_tests(struct coverage *into, const struct coverage *from)
{
    uint32_t *places = memory_new(from->test_count + 1, sizeof *places);
    for (size_t i = 0; i < from->test_count; i++)
        places[i] = coverage_add_test(into, from->tests[i]);
    return places;
}

void coverage_merge(struct coverage *into, const struct coverage *from)
{
    uint32_t *test_map = coverage_map_tests(into, from);
    for (size_t i = 0; i < from->file_count; i++) {
        struct coverage_conflict conflict = {0};
        coverage_file_merge(coverage_add_file(into, from->files[i].path), &from->files[i], test_map, &conflict);
        coverage_add_conflict(into, &conflict);
    }
    for (size_t i = 0; i < from->conflict_count; i++) {
        struct coverage_conflict copy = from->conflicts[i];
        copy.path = memory_strdup(copy.path);
        copy.reason = memory_strdup(copy.reason);
        coverage_add_conflict(into, &copy);
    }
    free(test_map);
    if (!into->test_name && from->test_name)
        into->test_name = memory_strdup(from->test_name);
    if (!into->compiler && from->compiler)
        into->compiler = memory_strdup(from->compiler);
}
