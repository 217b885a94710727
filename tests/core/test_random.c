#include "unit_test.h"

#include "cet/core/random.h"

/* Sebastiano Vigna's splitmix64.c, seed 1234567. */
TEST(the_sequence_is_that_of_splitmix64)
{
    struct random_state random = {1234567};
    CU_ASSERT_EQUAL(random_next(&random), 6457827717110365317u);
    CU_ASSERT_EQUAL(random_next(&random), 3203168211198807973u);
    CU_ASSERT_EQUAL(random_next(&random), 9817491932198370423u);
}

TEST(numbers_stay_below_their_bound_and_reach_all_of_it)
{
    struct random_state random = {1};
    unsigned counts[7] = {0};
    for (int i = 0; i < 70000; i++)
        counts[random_below(&random, 7)]++;
    for (int i = 0; i < 7; i++)
        CU_ASSERT(counts[i] > 9500 && counts[i] < 10500);
    CU_ASSERT_EQUAL(random_below(&random, 1), 0);
    CU_ASSERT(random_below(&random, UINT64_MAX) < UINT64_MAX);
}

UNIT_TESTS("core/random", CASE(the_sequence_is_that_of_splitmix64),
           CASE(numbers_stay_below_their_bound_and_reach_all_of_it))
