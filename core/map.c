#include "cet/core/map.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/digest.h"
#include "cet/core/memory.h"

void map_release(struct map *map)
{
    if (!map)
        return;
    for (size_t i = 0; i < map->count; i++)
        free(map->entries[i].key);
    free(map->entries);
    free(map->slots);
    *map = (struct map){0};
}

/* The slot that holds key, or the free one where it belongs. The table is never full. */
static size_t slot_of(const struct map *map, const char *key, uint64_t hash)
{
    const size_t mask = map->slot_count - 1;
    size_t slot = (size_t)(hash ^ hash >> 32) & mask;
    while (map->slots[slot] != 0) {
        const struct map_entry *entry = &map->entries[map->slots[slot] - 1];
        if (entry->hash == hash && strcmp(entry->key, key) == 0)
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

static void grow_slots(struct map *map)
{
    if (map->count * 4 < map->slot_count * 3)
        return;
    assert(map->count < UINT32_MAX / 2);
    map->slot_count = map->slot_count == 0 ? 16 : map->slot_count * 2;
    free(map->slots);
    map->slots = memory_new(map->slot_count, sizeof *map->slots);
    for (size_t i = 0; i < map->count; i++)
        map->slots[slot_of(map, map->entries[i].key, map->entries[i].hash)] = (uint32_t)i + 1;
}

static struct map_entry *find_or_add(struct map *map, const char *key, uint64_t value, bool *ret_added)
{
    grow_slots(map);
    const uint64_t hash = hash_text(HASH_START, key);
    uint32_t *slot = &map->slots[slot_of(map, key, hash)];
    *ret_added = *slot == 0;
    if (*slot == 0) {
        const struct map_entry entry = {.key = memory_strdup(key), .value = value, .hash = hash};
        ARRAY_PUSH(map->entries, map->count, map->capacity, entry);
        *slot = (uint32_t)map->count;
    }
    return &map->entries[*slot - 1];
}

void map_set(struct map *map, const char *key, uint64_t value)
{
    bool added;
    find_or_add(map, key, value, &added)->value = value;
}

uint64_t map_add(struct map *map, const char *key, uint64_t value, bool *ret_added)
{
    bool added;
    const struct map_entry *entry = find_or_add(map, key, value, &added);
    if (ret_added)
        *ret_added = added;
    return entry->value;
}

bool map_find(const struct map *map, const char *key, uint64_t *ret_value)
{
    if (map->count == 0)
        return false;
    const uint32_t slot = map->slots[slot_of(map, key, hash_text(HASH_START, key))];
    if (slot == 0)
        return false;
    if (ret_value)
        *ret_value = map->entries[slot - 1].value;
    return true;
}
