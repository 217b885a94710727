#include "store_folder.h"

static bool has(struct store *store, const char *key)
{
    bool found = false;
    SCOPED(strbuf_release) struct strbuf out = {0};
    CU_ASSERT_EQUAL(store_cache_find(store, key, &out, &found, NULL), STATUS_OK);
    return found;
}

TEST(result_reads_back_with_all_its_bytes)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    SCOPED(store_release) struct store *store = must_open(path);
    bool found = false;
    SCOPED(strbuf_release) struct strbuf out = {0};
    CU_ASSERT_EQUAL(store_cache_set(store, "key", "a\0b", 3, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(store_cache_find(store, "key", &out, &found, NULL), STATUS_OK);
    CU_ASSERT_TRUE(found);
    CU_ASSERT_EQUAL(out.length, 3);
    CU_ASSERT_EQUAL(memcmp(out.bytes, "a\0b", 3), 0);
    CU_ASSERT_FALSE(has(store, "other"));
}

TEST(later_result_replaces_the_earlier)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    SCOPED(store_release) struct store *store = must_open(path);
    bool found = false;
    SCOPED(strbuf_release) struct strbuf out = {0};
    store_cache_set(store, "key", "one", 3, NULL);
    store_cache_set(store, "key", "", 0, NULL);
    CU_ASSERT_EQUAL(store_cache_find(store, "key", &out, &found, NULL), STATUS_OK);
    CU_ASSERT_TRUE(found);
    CU_ASSERT_EQUAL(out.length, 0);
}

TEST(least_recently_used_leaves_first)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    SCOPED(store_release) struct store *store = must_open(path);
    char bytes[99] = "";
    store_cache_limit(store, 450);
    for (const char *key = "abcd"; *key; key++) {
        const char name[] = {*key, 0};
        CU_ASSERT_EQUAL(store_cache_set(store, name, bytes, sizeof bytes, NULL), STATUS_OK);
    }
    CU_ASSERT_TRUE(has(store, "a"));
    CU_ASSERT_EQUAL(store_cache_set(store, "e", bytes, sizeof bytes, NULL), STATUS_OK);
    CU_ASSERT_FALSE(has(store, "b"));
    CU_ASSERT_TRUE(has(store, "a"));
    CU_ASSERT_TRUE(has(store, "c"));
    CU_ASSERT_TRUE(has(store, "e"));
}

TEST(single_large_result_does_not_empty_the_cache)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    SCOPED(store_release) struct store *store = must_open(path);
    char bytes[200] = "";
    store_cache_limit(store, 400);
    CU_ASSERT_EQUAL(store_cache_set(store, "small", bytes, 10, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(store_cache_set(store, "large", bytes, sizeof bytes, NULL), STATUS_OK);
    CU_ASSERT_FALSE(has(store, "large"));
    CU_ASSERT_TRUE(has(store, "small"));
}

STORE_TESTS("store/cache", CASE(result_reads_back_with_all_its_bytes), CASE(later_result_replaces_the_earlier),
            CASE(least_recently_used_leaves_first), CASE(single_large_result_does_not_empty_the_cache))
