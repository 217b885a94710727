/* One edit is one mutant, and no two mutants share an id. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/digest.h"
#include "cet/core/memory.h"
#include "unit.h"

struct entry {
    uint64_t key;
    uint32_t order; /* those with sites first, then as they were chosen */
    uint32_t token;
    uint32_t variant;
};

struct entries {
    struct entry *items;
    size_t count;
    size_t capacity;
};

static int by_key(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static struct variant *variant_of(const struct mutate_unit *unit, const struct entry *entry)
{
    return &unit->tokens[entry->token].variants[entry->variant];
}

static uint64_t edit_key(const struct variant *variant)
{
    return hash_text(hash_bytes(HASH_START, &variant->range, sizeof variant->range), variant->replacement);
}

static void collect(const struct mutate_unit *unit, const uint32_t *site_counts, bool with_sites, bool by_edit,
                    struct entries *entries)
{
    for (size_t t = 0; t < unit->token_count; t++) {
        const struct token *token = &unit->tokens[t];
        for (size_t v = 0; (site_counts[t] > token->refused_count) == with_sites && v < token->variant_count; v++) {
            const struct variant *variant = &token->variants[v];
            struct entry entry = {.key = by_edit ? edit_key(variant) : variant->id,
                                  .order = (uint32_t)entries->count,
                                  .token = (uint32_t)t,
                                  .variant = (uint32_t)v};
            if (!variant->is_duplicate)
                ARRAY_PUSH(entries->items, entries->count, entries->capacity, entry);
        }
    }
}

static void collect_sorted(const struct mutate_unit *unit, const uint32_t *site_counts, bool by_edit,
                           struct entries *entries)
{
    entries->count = 0;
    collect(unit, site_counts, true, by_edit, entries);
    collect(unit, site_counts, false, by_edit, entries);
    if (entries->count)
        qsort(entries->items, entries->count, sizeof *entries->items, by_key);
}

static bool is_same_edit(const struct variant *a, const struct variant *b)
{
    return memcmp(&a->range, &b->range, sizeof a->range) == 0 && strcmp(a->replacement, b->replacement) == 0;
}

void make_unique(struct mutate_unit *unit, const uint32_t *site_counts)
{
    struct entries entries = {0};
    collect_sorted(unit, site_counts, true, &entries);
    for (size_t i = 1; i < entries.count; i++)
        if (entries.items[i].key == entries.items[i - 1].key &&
            is_same_edit(variant_of(unit, &entries.items[i]), variant_of(unit, &entries.items[i - 1])))
            variant_of(unit, &entries.items[i])->is_duplicate = true;
    bool changed = true;
    while (changed) {
        changed = false;
        collect_sorted(unit, site_counts, false, &entries);
        for (size_t i = 1; i < entries.count; i++) {
            if (entries.items[i].key != entries.items[i - 1].key)
                continue;
            struct variant *variant = variant_of(unit, &entries.items[i]);
            variant->id = hash_bytes(variant->id, &i, 1); /* any other one */
            changed = true;
        }
    }
    free(entries.items);
}
