#include "structure/name_pairs.h"

#include "cet/core/memory.h"
#include "unit_test.h"

static struct name local(uint64_t id)
{
    return (struct name){NAME_LOCAL, id};
}

TEST(the_same_stands_for_the_same_both_ways)
{
    SCOPED(name_pairs_release) struct name_pairs pairs = {0};
    name_pairs_clear(&pairs);
    CU_ASSERT_TRUE(name_pairs_add(&pairs, local(1), local(2)));
    CU_ASSERT_TRUE(name_pairs_add(&pairs, local(1), local(2)));
    CU_ASSERT_FALSE(name_pairs_add(&pairs, local(1), local(3)));
    CU_ASSERT_FALSE(name_pairs_add(&pairs, local(3), local(2)));
    CU_ASSERT_TRUE(name_pairs_add(&pairs, local(2), local(1)));
    CU_ASSERT_EQUAL(pairs.differences, 0);
}

TEST(differences_are_counted_once)
{
    SCOPED(name_pairs_release) struct name_pairs pairs = {0};
    struct name three = {NAME_VALUE, 3}, four = {NAME_VALUE, 4}, f = {NAME_FUNCTION, 1}, g = {NAME_FUNCTION, 2};
    name_pairs_clear(&pairs);
    for (int i = 0; i < 3; i++) {
        CU_ASSERT_TRUE(name_pairs_add(&pairs, f, g));
        CU_ASSERT_TRUE(name_pairs_add(&pairs, three, four));
        CU_ASSERT_TRUE(name_pairs_add(&pairs, three, three)); /* a literal need not stand for the same */
    }
    CU_ASSERT_EQUAL(pairs.differences, 2);
    CU_ASSERT_FALSE(name_pairs_add(&pairs, f, f));
}

TEST(what_is_forgotten_does_not_count)
{
    SCOPED(name_pairs_release) struct name_pairs pairs = {0};
    for (uint64_t round = 0; round < 100; round++) {
        name_pairs_clear(&pairs);
        for (uint64_t i = 0; i < 10 * round; i++)
            CU_ASSERT_TRUE(name_pairs_add(&pairs, local(i), local(i + round)));
        CU_ASSERT_EQUAL(pairs.count, 10 * round);
    }
}

UNIT_TESTS("check/structure/name_pairs", CASE(the_same_stands_for_the_same_both_ways),
           CASE(differences_are_counted_once), CASE(what_is_forgotten_does_not_count))
