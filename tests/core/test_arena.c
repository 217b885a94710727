#include "unit_test.h"

#include <stdalign.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/memory.h"

TEST(allocations_are_zeroed_aligned_and_apart)
{
    SCOPED(arena_release) struct arena arena = {0};
    unsigned char *parts[500];
    for (size_t i = 0; i < ARRAY_LENGTH(parts); i++) {
        parts[i] = arena_alloc(&arena, i);
        CU_ASSERT_EQUAL((uintptr_t)parts[i] % alignof(max_align_t), 0);
        for (size_t k = 0; k < i; k++)
            CU_ASSERT_EQUAL(parts[i][k], 0);
        memset(parts[i], (int)(i % 251), i);
    }
    for (size_t i = 0; i < ARRAY_LENGTH(parts); i++) {
        for (size_t k = 0; k < i; k++)
            CU_ASSERT_EQUAL_FATAL(parts[i][k], i % 251);
    }
    CU_ASSERT(arena.used_bytes >= 500 * 499 / 2);
}

TEST(a_large_allocation_does_not_lose_the_rest_of_a_block)
{
    SCOPED(arena_release) struct arena arena = {0};
    char *before = arena_strdup(&arena, "before");
    char *large = arena_alloc(&arena, (size_t)1 << 20);
    char *after = arena_strdup(&arena, "after");
    memset(large, 'x', (size_t)1 << 20);
    CU_ASSERT_STRING_EQUAL(before, "before");
    CU_ASSERT_STRING_EQUAL(after, "after");
}

TEST(nothing_is_a_valid_size)
{
    SCOPED(arena_release) struct arena arena = {0};
    CU_ASSERT_PTR_NOT_NULL(arena_alloc(&arena, 0));
    CU_ASSERT_PTR_NOT_NULL(arena_array(&arena, 0, 8));
}

TEST(texts_are_copied)
{
    SCOPED(arena_release) struct arena arena = {0};
    CU_ASSERT_STRING_EQUAL(arena_strdup(&arena, ""), "");
    CU_ASSERT_STRING_EQUAL(arena_strndup(&arena, "csv_parse", 3), "csv");
    CU_ASSERT_STRING_EQUAL(arena_strndup(&arena, "csv", 30), "csv");
    CU_ASSERT_STRING_EQUAL(arena_printf(&arena, "%s#%d", "a.c", 7), "a.c#7");
    CU_ASSERT_EQUAL(strlen(arena_printf(&arena, "%10000d", 1)), 10000);
}

TEST(a_released_arena_is_empty_and_can_be_used_again)
{
    struct arena arena = {0};
    arena_release(&arena);
    arena_release(NULL);
    arena_strdup(&arena, "once");
    arena_release(&arena);
    CU_ASSERT_EQUAL(arena.used_bytes, 0);
    CU_ASSERT_STRING_EQUAL(arena_strdup(&arena, "again"), "again");
    arena_release(&arena);
}

UNIT_TESTS("core/arena", CASE(allocations_are_zeroed_aligned_and_apart),
           CASE(a_large_allocation_does_not_lose_the_rest_of_a_block), CASE(nothing_is_a_valid_size),
           CASE(texts_are_copied), CASE(a_released_arena_is_empty_and_can_be_used_again))
