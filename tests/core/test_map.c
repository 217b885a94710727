#include "unit_test.h"

#include <stdio.h>

#include "cet/core/map.h"
#include "cet/core/memory.h"

TEST(an_empty_map_finds_nothing)
{
    struct map map = {0};
    uint64_t value = 7;
    CU_ASSERT_FALSE(map_find(&map, "a", &value));
    CU_ASSERT_EQUAL(value, 7);
    map_release(&map);
    map_release(NULL);
}

TEST(every_key_of_many_is_found_in_order_of_insertion)
{
    SCOPED(map_release) struct map map = {0};
    char key[32];
    for (uint64_t i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "key_%u", (unsigned)(i * 7919 % 20000));
        map_set(&map, key, i);
    }
    CU_ASSERT_EQUAL(map.count, 20000);
    for (uint64_t i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "key_%u", (unsigned)(i * 7919 % 20000));
        uint64_t value = 0;
        CU_ASSERT_FATAL(map_find(&map, key, &value));
        CU_ASSERT_EQUAL(value, i);
        CU_ASSERT_STRING_EQUAL(map.entries[i].key, key);
    }
    CU_ASSERT_FALSE(map_find(&map, "key_20000", NULL));
}

TEST(set_replaces_and_add_keeps)
{
    SCOPED(map_release) struct map map = {0};
    bool added = false;
    CU_ASSERT_EQUAL(map_add(&map, "a", 1, &added), 1);
    CU_ASSERT(added);
    CU_ASSERT_EQUAL(map_add(&map, "a", 2, &added), 1);
    CU_ASSERT_FALSE(added);
    CU_ASSERT_EQUAL(map_add(&map, "a", 3, NULL), 1);
    map_set(&map, "a", 4);
    CU_ASSERT_EQUAL(map_add(&map, "a", 5, NULL), 4);
    CU_ASSERT_EQUAL(map.count, 1);
}

TEST(keys_are_copied_and_may_be_empty)
{
    SCOPED(map_release) struct map map = {0};
    char key[] = "abc";
    map_set(&map, key, 1);
    map_set(&map, "", 2);
    key[0] = 'x';
    uint64_t value = 0;
    CU_ASSERT(map_find(&map, "abc", &value));
    CU_ASSERT_EQUAL(value, 1);
    CU_ASSERT(map_find(&map, "", &value));
    CU_ASSERT_EQUAL(value, 2);
}

UNIT_TESTS("core/map", CASE(an_empty_map_finds_nothing), CASE(every_key_of_many_is_found_in_order_of_insertion),
           CASE(set_replaces_and_add_keeps), CASE(keys_are_copied_and_may_be_empty))
