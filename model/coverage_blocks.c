/* Branches and decisions need more than their key. A line may hold several blocks of them, and neither the numbers of
 * the blocks nor how many there are is the same in all units: a macro of a header expands to nothing here and to an
 * `if` there. Matching by number alone would add one `if` to another, or count the same one twice. So, line by line,
 * the k-th block with as many branches and the same texts is the same block; what has no like is a block of its own. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/digest.h"
#include "cet/core/memory.h"
#include "coverage_lists.h"

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

static struct place place_at(const struct coverage_kind *kind, const char *items, size_t i)
{
    struct place place;
    memcpy(&place, items + i * kind->size, sizeof place);
    return place;
}

/* Adds the blocks of the line at *at and steps behind them. */
static void list_blocks(const struct coverage_kind *kind, const struct coverage_file *file, const char *items,
                        size_t count, size_t *at, bool is_new, struct block_list *blocks)
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
    const struct coverage_kind *kind;
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
static bool are_same_blocks(const struct coverage_kind *kind, const struct coverage_file *a, const char *items,
                            size_t count, const struct coverage_file *b, const char *more)
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

void *coverage_blocks_merge(const struct coverage_kind *kind, struct coverage_file *into, void *items, size_t *count,
                            size_t *capacity, const struct coverage_file *from, const void *more, size_t more_count)
{
    if (!more_count)
        return items;
    if (*count == more_count && are_same_blocks(kind, into, items, *count, from, more) &&
        coverage_list_add(kind, items, *count, more, more_count))
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
