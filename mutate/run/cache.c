/* One entry of the store for each function as it is written: a line for each of its mutants. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/clock.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "cet/mutate/cache.h"
#include "cet/store/store.h"

#define FORMAT "mutants 1"
#define WRITE_EVERY_MS 500

struct group {
    char *key;
    struct map index;     /* mutant id -> line */
    struct strbuf *lines; /* "ID TESTS STATUS KIND DURATION CPU KILLER" */
    size_t count;
    size_t capacity;
    bool is_changed;
};

struct mutation_cache {
    struct store *store;
    struct map tests; /* name -> hash of its digest */
    uint64_t other;   /* 0: not known */
    struct map index; /* key -> group */
    struct group *groups;
    size_t count;
    size_t capacity;
    uint64_t written_ms;
};

struct mutation_cache *mutation_cache_new(struct store *store)
{
    struct mutation_cache *cache = memory_new(1, sizeof *cache);
    cache->store = store;
    cache->written_ms = clock_now_ms();
    return cache;
}

void mutation_cache_add_test(struct mutation_cache *cache, const char *test, const char *digest)
{
    map_set(&cache->tests, test, hash_text(HASH_START, digest));
}

void mutation_cache_other_tests(struct mutation_cache *cache, const char *digest)
{
    cache->other = hash_text(HASH_START, digest);
}

static int compare_hashes(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* Of all tests that reach the mutant, whatever their order; false when one of them is not known. */
static bool hash_tests(const struct mutation_cache *cache, const struct mutant *mutant, uint64_t *ret_hash)
{
    SCOPED(memory_free_pointer) uint64_t *hashes = memory_new(mutant->covered_by_count + 1, sizeof *hashes);
    size_t count = 0;
    for (uint32_t i = 0; i < mutant->covered_by_count; i++) {
        if (!map_find(&cache->tests, mutant->covered_by[i], &hashes[count]))
            hashes[count] = cache->other;
        if (!hashes[count++])
            return false;
    }
    if (count == 0)
        hashes[count++] = cache->other;
    qsort(hashes, count, sizeof *hashes, compare_hashes);
    *ret_hash = HASH_START;
    for (size_t i = 0; i < count; i++)
        if (i == 0 || hashes[i] != hashes[i - 1])
            *ret_hash = hash_bytes(*ret_hash, &hashes[i], sizeof hashes[i]);
    return cache->other != 0 || mutant->covered_by_count != 0;
}

static void put_line(struct group *group, const char *line, size_t length)
{
    char id[MUTANT_ID_SIZE];
    snprintf(id, sizeof id, "%.*s", (int)(length < MUTANT_ID_SIZE ? length : MUTANT_ID_SIZE - 1), line);
    uint64_t at = map_add(&group->index, id, group->count, NULL);
    if (at == group->count) {
        struct strbuf empty = {0};
        ARRAY_PUSH(group->lines, group->count, group->capacity, empty);
    }
    strbuf_clear(&group->lines[at]);
    strbuf_add(&group->lines[at], line, length);
}

static enum status load_group(struct mutation_cache *cache, struct group *group, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf bytes = {0};
    bool is_found;
    enum status status = store_cache_find(cache->store, group->key, &bytes, &is_found, err);
    for (const char *at = strbuf_text(&bytes); status == STATUS_OK && *at;) {
        size_t length = strcspn(at, "\n");
        if (length >= MUTANT_ID_SIZE)
            put_line(group, at, length);
        at += length + (at[length] == '\n');
    }
    return status;
}

static enum status get_group(struct mutation_cache *cache, const struct mutant *mutant, struct group **ret_group,
                             struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    char digest[DIGEST_TEXT_SIZE], key[sizeof FORMAT + DIGEST_TEXT_SIZE];
    strbuf_printf(&text, "%s\n%s\n%s", mutant->path, mutant->function, mutant->context);
    digest_bytes(strbuf_text(&text), text.length, digest);
    snprintf(key, sizeof key, FORMAT " %s", digest);
    uint64_t at = map_add(&cache->index, key, cache->count, NULL);
    enum status status = STATUS_OK;
    if (at == cache->count) {
        struct group group = {.key = memory_strdup(key)};
        ARRAY_PUSH(cache->groups, cache->count, cache->capacity, group);
        status = load_group(cache, &cache->groups[at], err);
    }
    *ret_group = &cache->groups[at];
    return status;
}

static bool read_verdict(const char *line, uint64_t tests, struct mutant_set *set, struct mutant *mutant)
{
    uint64_t known;
    unsigned status, kind;
    double duration_ms, cpu_ms;
    int behind = 0;
    if (sscanf(line, "%*16[0-9a-f] %16" SCNx64 " %u %u %lf %lf %n", &known, &status, &kind, &duration_ms, &cpu_ms,
               &behind) != 5 ||
        known != tests || kind >= MUTANT_KILL_COUNT ||
        (status != MUTANT_KILLED && status != MUTANT_SURVIVED && status != MUTANT_TIMEOUT))
        return false;
    mutant->status = (enum mutant_status)status;
    mutant->killed_kind = (enum mutant_kill)kind;
    mutant->duration_ms = duration_ms;
    mutant->cpu_ms = cpu_ms;
    mutant->killed_by = behind && line[behind] ? arena_strdup(&set->arena, line + behind) : NULL;
    return true;
}

enum status mutation_cache_apply(struct mutation_cache *cache, struct mutant_set *set, size_t *ret_found,
                                 struct error *err)
{
    *ret_found = 0;
    for (size_t i = 0; i < set->count; i++) {
        struct mutant *mutant = &set->items[i];
        struct group *group;
        uint64_t tests, line;
        if (mutant->status != MUTANT_PENDING || !*mutant->context || !hash_tests(cache, mutant, &tests))
            continue;
        enum status status = get_group(cache, mutant, &group, err);
        if (status != STATUS_OK)
            return status;
        if (map_find(&group->index, mutant->id, &line) &&
            read_verdict(strbuf_text(&group->lines[line]), tests, set, mutant))
            ++*ret_found;
    }
    return STATUS_OK;
}

static enum status write_group(struct mutation_cache *cache, struct group *group, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf bytes = {0};
    for (size_t i = 0; i < group->count; i++)
        strbuf_printf(&bytes, "%s\n", strbuf_text(&group->lines[i]));
    group->is_changed = false;
    return store_cache_set(cache->store, group->key, bytes.bytes, bytes.length, err);
}

static enum status write_changed(struct mutation_cache *cache, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < cache->count && status == STATUS_OK; i++)
        if (cache->groups[i].is_changed)
            status = write_group(cache, &cache->groups[i], err);
    cache->written_ms = clock_now_ms();
    return status;
}

enum status mutation_cache_store(struct mutation_cache *cache, const struct mutant *mutant, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf line = {0};
    struct group *group;
    uint64_t tests;
    bool is_verdict =
        mutant->status == MUTANT_KILLED || mutant->status == MUTANT_SURVIVED || mutant->status == MUTANT_TIMEOUT;
    if (!cache->store || !is_verdict || !*mutant->context || !hash_tests(cache, mutant, &tests) ||
        (mutant->killed_by && strchr(mutant->killed_by, '\n')))
        return STATUS_OK;
    enum status status = get_group(cache, mutant, &group, err);
    if (status != STATUS_OK)
        return status;
    strbuf_printf(&line, "%s %016" PRIx64 " %u %u %.3f %.3f %s", mutant->id, tests, (unsigned)mutant->status,
                  (unsigned)mutant->killed_kind, mutant->duration_ms, mutant->cpu_ms,
                  mutant->killed_by ? mutant->killed_by : "");
    put_line(group, strbuf_text(&line), line.length);
    group->is_changed = true;
    return clock_now_ms() - cache->written_ms >= WRITE_EVERY_MS ? write_changed(cache, err) : STATUS_OK;
}

void mutation_cache_free(struct mutation_cache *cache)
{
    if (!cache)
        return;
    write_changed(cache, NULL);
    for (size_t i = 0; i < cache->count; i++) {
        struct group *group = &cache->groups[i];
        for (size_t k = 0; k < group->count; k++)
            strbuf_release(&group->lines[k]);
        free(group->lines);
        free(group->key);
        map_release(&group->index);
    }
    free(cache->groups);
    map_release(&cache->index);
    map_release(&cache->tests);
    free(cache);
}
