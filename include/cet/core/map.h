/* Text -> number, in order of insertion. A zeroed struct is an empty map; keys are copied.
 *
 *     struct map index = {0};
 *     map_set(&index, "csv_parse", 4);
 *     uint64_t value;
 *     if (map_find(&index, "csv_parse", &value)) ...
 *     map_release(&index);
 */
#ifndef CET_CORE_MAP_H
#define CET_CORE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map_entry {
    char *key;
    uint64_t value;
    uint64_t hash;
};

struct map {
    struct map_entry *entries; /* entries[0..count) in order of insertion */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* open addressing into entries, index + 1 */
    size_t slot_count;
};

void map_release(struct map *map);
/* Replaces the value of an existing key. */
void map_set(struct map *map, const char *key, uint64_t value);
/* The value of key; if it is new, it is added with `value` and *ret_added (may be NULL) tells. */
uint64_t map_add(struct map *map, const char *key, uint64_t value, bool *ret_added);
bool map_find(const struct map *map, const char *key, uint64_t *ret_value);

#endif
