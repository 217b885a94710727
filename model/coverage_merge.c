/* Sums of coverage. Every list is sorted by its key; merging two is one walk along both.
 *
 * Branches and decisions need more than their key. A line may hold several blocks of them, and neither the numbers of
 * the blocks nor how many there are is the same in all units: a macro of a header expands to nothing here and to an
 * `if` there. Matching by number alone would add one `if` to another, or count the same one twice. So, line by line,
 * the k-th block with as many branches and the same texts is the same block; what has no like is a block of its own. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/digest.h"
#include "cet/core/memory.h"
#include "coverage_file.h"

/* A kind of list. compare orders by key, add puts the counts of one entry to those of another. */
struct kind {
    size_t size;
    int (*compare)(const void *, const void *);
    void (*add)(void *into, const void *from);
};

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

static const struct kind line_kind = {sizeof(struct coverage_line), compare_lines, add_lines};
static const struct kind branch_kind = {sizeof(struct coverage_branch), compare_branches, add_branches};
static const struct kind condition_kind = {sizeof(struct coverage_condition), compare_conditions, add_conditions};
static const struct kind function_kind = {sizeof(struct coverage_function), compare_functions, add_functions};
static const struct kind test_line_kind = {sizeof(struct coverage_test_line), compare_test_lines, add_nothing};
static const struct kind checksum_kind = {sizeof(struct coverage_checksum), compare_checksums, add_nothing};

/* ---- one list ---------------------------------------------------------------------------------------------------- */

static bool is_sorted(const struct kind *kind, const char *items, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (kind->compare(items + (i - 1) * kind->size, items + i * kind->size) >= 0)
            return false;
    return true;
}

/* Returns how many are left, in order; drop is told of each that was added to another. */
static size_t sort_and_sum(const struct kind *kind, void *list, size_t count, void (*drop)(void *))
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

static void drop_function(void *item)
{
    free(((struct coverage_function *)item)->name);
}

void coverage_file_normalise(struct coverage_file *file)
{
    file->line_count = sort_and_sum(&line_kind, file->lines, file->line_count, NULL);
    file->branch_count = sort_and_sum(&branch_kind, file->branches, file->branch_count, NULL);
    file->condition_count = sort_and_sum(&condition_kind, file->conditions, file->condition_count, NULL);
    file->function_count = sort_and_sum(&function_kind, file->functions, file->function_count, drop_function);
    file->test_line_count = sort_and_sum(&test_line_kind, file->test_lines, file->test_line_count, NULL);
    file->checksum_count = sort_and_sum(&checksum_kind, file->checksums, file->checksum_count, NULL);
}

/* Adds what has its like in items, walking both; true when everything had. Nothing is added otherwise. */
static bool add_in_place(const struct kind *kind, char *items, size_t count, const char *more, size_t more_count)
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

/* A new list of both, in which equal keys are one entry with the sum; items is freed. kept, which may be NULL, is told
 * where an entry of more went in as it is. */
static void *merge_lists(const struct kind *kind, void *list, size_t *count, size_t *capacity, const void *more_list,
                         size_t more_count, void (*kept)(void *))
{
    char *items = list;
    const char *more = more_list;
    if (!more_count || (*count && add_in_place(kind, items, *count, more, more_count)))
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

static void keep_function(void *item)
{
    struct coverage_function *function = item;
    function->name = memory_strdup(function->name);
}

/* ---- blocks of branches, decisions ------------------------------------------------------------------------------- */

/* What branches and conditions begin with. */
struct place {
    uint32_t line, block, number, text;
};

struct block {
    uint64_t signature;
    size_t first, count; /* in its list */
    uint32_t number;
    bool is_new; /* of the list that is merged in */
};

struct block_list {
    struct block *items;
    size_t count, capacity;
};

static struct place place_at(const struct kind *kind, const char *items, size_t i)
{
    struct place place;
    memcpy(&place, items + i * kind->size, sizeof place);
    return place;
}

/* Adds the blocks of the line at *at and steps behind them. */
static void list_blocks(const struct kind *kind, const struct coverage_file *file, const char *items, size_t count,
                        size_t *at, bool is_new, struct block_list *blocks)
{
    const uint32_t line = place_at(kind, items, *at).line;
    struct block *block = NULL;
    for (; *at < count; ++*at) {
        const struct place place = place_at(kind, items, *at);
        if (place.line != line)
            break;
        if (!block || block->number != place.block) {
            const struct block begun = {.first = *at, .number = place.block, .signature = HASH_START, .is_new = is_new};
            ARRAY_PUSH(blocks->items, blocks->count, blocks->capacity, begun);
            block = &blocks->items[blocks->count - 1];
        }
        const char *text = coverage_file_text(file, place.text);
        block->count++;
        block->signature = hash_text(block->signature, text ? text : "");
    }
}

/* Like blocks become neighbours: those of the old list in their order, then those of the new. */
static int compare_blocks(const void *left, const void *right)
{
    const struct block *a = left, *b = right;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    if (a->signature != b->signature)
        return a->signature < b->signature ? -1 : 1;
    if (a->is_new != b->is_new)
        return a->is_new ? 1 : -1;
    return (a->first > b->first) - (a->first < b->first);
}

static int compare_by_place(const void *left, const void *right)
{
    const struct block *a = left, *b = right;
    if (a->is_new != b->is_new)
        return a->is_new ? 1 : -1;
    return (a->first > b->first) - (a->first < b->first);
}

static bool are_alike(const struct block *a, const struct block *b)
{
    return a->count == b->count && a->signature == b->signature;
}

struct block_merge {
    const struct kind *kind;
    struct coverage_file *into;
    const struct coverage_file *from;
    char *items;
    const char *more;
    char *merged;
    size_t length;
};

/* Adds the new blocks to the old ones that they are; the new ones that have no like stay in blocks, all in order. */
static void match_blocks(struct block_merge *merge, struct block_list *blocks)
{
    const size_t size = merge->kind->size;
    size_t kept = 0;
    qsort(blocks->items, blocks->count, sizeof *blocks->items, compare_blocks);
    for (size_t i = 0; i < blocks->count;) {
        size_t old = i, new, end;
        for (new = i; new < blocks->count &&are_alike(&blocks->items[i], &blocks->items[new]);)
            if (blocks->items[new].is_new)
                break;
            else
                new ++;
        const size_t old_end = new;
        for (end = new; end < blocks->count &&are_alike(&blocks->items[i], &blocks->items[end]); end++)
            continue;
        for (; old < old_end && new < end; old++, new ++)
            for (size_t k = 0; k < blocks->items[old].count; k++)
                merge->kind->add(merge->items + (blocks->items[old].first + k) * size,
                                 merge->more + (blocks->items[new].first + k) * size);
        for (; i < old_end; i++)
            blocks->items[kept++] = blocks->items[i];
        for (; new < end; new ++)
            blocks->items[kept++] = blocks->items[new];
        i = end;
    }
    blocks->count = kept;
    qsort(blocks->items, blocks->count, sizeof *blocks->items, compare_by_place);
}

/* The blocks of one line, in order; new ones get the numbers behind the highest. */
static void write_blocks(struct block_merge *merge, const struct block_list *blocks)
{
    const size_t size = merge->kind->size;
    uint32_t next = 0;
    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = &blocks->items[i];
        const uint32_t number = block->is_new ? next : block->number;
        for (size_t k = 0; k < block->count; k++) {
            char *item = merge->merged + merge->length++ * size;
            memcpy(item, (block->is_new ? merge->more : merge->items) + (block->first + k) * size, size);
            struct place place = place_at(merge->kind, item, 0);
            place.block = number;
            if (block->is_new)
                place.text = coverage_file_add_text(merge->into, coverage_file_text(merge->from, place.text));
            memcpy(item, &place, sizeof place);
        }
        next = number + (number != UINT32_MAX);
    }
}

/* Whether both lists hold the same blocks at the same places, as the same source gives them. */
static bool are_same_blocks(const struct kind *kind, const struct coverage_file *a, const char *items, size_t count,
                            const struct coverage_file *b, const char *more)
{
    const bool has_texts = a->text_count || b->text_count;
    for (size_t i = 0; i < count; i++) {
        const struct place left = place_at(kind, items, i), right = place_at(kind, more, i);
        if (left.line != right.line || left.block != right.block || left.number != right.number)
            return false;
        const char *left_text = has_texts ? coverage_file_text(a, left.text) : NULL;
        const char *right_text = has_texts ? coverage_file_text(b, right.text) : NULL;
        if (strcmp(left_text ? left_text : "", right_text ? right_text : "") != 0)
            return false;
    }
    return true;
}

static void *merge_blocks(const struct kind *kind, struct coverage_file *into, void *items, size_t *count,
                          size_t *capacity, const struct coverage_file *from, const void *more, size_t more_count)
{
    if (!more_count)
        return items;
    if (*count == more_count && are_same_blocks(kind, into, items, *count, from, more) &&
        add_in_place(kind, items, *count, more, more_count))
        return items;
    const size_t total = *count + more_count;
    struct block_merge merge = {.kind = kind, .into = into, .from = from, .items = items, .more = more};
    struct block_list blocks = {0};
    merge.merged = memory_resize(NULL, total, kind->size);
    for (size_t i = 0, k = 0; i < *count || k < more_count;) {
        const uint32_t left = i < *count ? place_at(kind, items, i).line : UINT32_MAX;
        const uint32_t right = k < more_count ? place_at(kind, more, k).line : UINT32_MAX;
        blocks.count = 0;
        if (left <= right)
            list_blocks(kind, into, items, *count, &i, false, &blocks);
        if (right <= left)
            list_blocks(kind, from, more, more_count, &k, true, &blocks);
        if (left == right)
            match_blocks(&merge, &blocks);
        write_blocks(&merge, &blocks);
    }
    free(blocks.items);
    free(items);
    *count = merge.length;
    *capacity = total;
    return merge.merged;
}

/* ---- files ------------------------------------------------------------------------------------------------------- */

static void find_conflict(const struct coverage_file *a, const struct coverage_file *b,
                          struct coverage_conflict *ret_conflict)
{
    SCOPED(strbuf_release) struct strbuf reason = {0};
    if (a->version && b->version && strcmp(a->version, b->version) != 0)
        strbuf_printf(&reason, "version '%.80s' here, '%.80s' there", a->version, b->version);
    for (size_t i = 0, k = 0; i < a->checksum_count && k < b->checksum_count && !reason.length;) {
        const int order = compare_checksums(&a->checksums[i], &b->checksums[k]);
        if (order == 0 && a->checksums[i].hash != b->checksums[k].hash)
            strbuf_printf(&reason, "line %" PRIu32 " has two checksums", a->checksums[i].line);
        i += order <= 0;
        k += order >= 0;
    }
    if (reason.length)
        *ret_conflict = (struct coverage_conflict){
            .path = memory_strdup(a->path), .reason = strbuf_take(&reason), .is_certain = true};
}

static void merge_test_lines(struct coverage_file *into, const struct coverage_file *from, const uint32_t *test_map)
{
    struct coverage_test_line *mapped = memory_new(from->test_line_count + 1, sizeof *mapped);
    for (size_t i = 0; i < from->test_line_count; i++) {
        mapped[i] = from->test_lines[i];
        if (test_map)
            mapped[i].test = test_map[mapped[i].test];
    }
    const size_t count = sort_and_sum(&test_line_kind, mapped, from->test_line_count, NULL);
    into->test_lines = merge_lists(&test_line_kind, into->test_lines, &into->test_line_count, &into->test_line_capacity,
                                   mapped, count, NULL);
    free(mapped);
}

void coverage_file_merge(struct coverage_file *into, const struct coverage_file *from, const uint32_t *test_map,
                         struct coverage_conflict *ret_conflict)
{
    find_conflict(into, from, ret_conflict);
    into->lines = merge_lists(&line_kind, into->lines, &into->line_count, &into->line_capacity, from->lines,
                              from->line_count, NULL);
    into->branches = merge_blocks(&branch_kind, into, into->branches, &into->branch_count, &into->branch_capacity, from,
                                  from->branches, from->branch_count);
    into->conditions = merge_blocks(&condition_kind, into, into->conditions, &into->condition_count,
                                    &into->condition_capacity, from, from->conditions, from->condition_count);
    into->functions = merge_lists(&function_kind, into->functions, &into->function_count, &into->function_capacity,
                                  from->functions, from->function_count, keep_function);
    into->checksums = merge_lists(&checksum_kind, into->checksums, &into->checksum_count, &into->checksum_capacity,
                                  from->checksums, from->checksum_count, NULL);
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
