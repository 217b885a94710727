/* What two clean runs say about time limits, on given numbers. */
#include "mutate/run/timing.h"

#include "unit_test.h"

#define WALL(ms) ((struct timing){.wall_ms = (ms), .cpu_ms = 10})
#define CPU(ms) ((struct timing){.wall_ms = 1000, .cpu_ms = (ms)})

static size_t count_notes(struct timing first, struct timing second)
{
    struct mutant_set set = {0};
    timing_note(first, second, &set);
    size_t count = set.note_count;
    CU_ASSERT_TRUE(count == 0 || strstr(set.notes[0], "timing is not stable") != NULL);
    mutant_set_release(&set);
    return count;
}

TEST(short_runs_are_stable_whatever_their_ratio)
{
    CU_ASSERT_TRUE(timing_is_stable(WALL(0), WALL(0)));
    CU_ASSERT_TRUE(timing_is_stable(WALL(1), WALL(9000)));
    CU_ASSERT_TRUE(timing_is_stable(WALL(9000), WALL(1)));
}

TEST(a_run_far_slower_than_the_other_is_not_stable_whichever_came_first)
{
    CU_ASSERT_TRUE(timing_is_stable(WALL(2000), WALL(49999)));
    CU_ASSERT_FALSE(timing_is_stable(WALL(2000), WALL(50000)));
    CU_ASSERT_FALSE(timing_is_stable(WALL(50000), WALL(2000)));
}

TEST(cpu_time_counts_as_well_as_the_clock)
{
    CU_ASSERT_TRUE(timing_is_stable(CPU(100), CPU(11999)));
    CU_ASSERT_FALSE(timing_is_stable(CPU(100), CPU(12000)));
}

TEST(limits_come_from_the_slower_run_part_by_part)
{
    struct timing slower = timing_slower((struct timing){300, 10}, (struct timing){200, 20});
    CU_ASSERT_EQUAL(slower.wall_ms, 300);
    CU_ASSERT_EQUAL(slower.cpu_ms, 20);
    CU_ASSERT_EQUAL(timing_limit_ms(slower), timing_limit_ms(WALL(300)));
    CU_ASSERT_TRUE(timing_limit_ms(WALL(300)) > timing_limit_ms(WALL(200)));
}

TEST(only_timing_that_is_not_stable_is_noted)
{
    CU_ASSERT_EQUAL(count_notes(WALL(2000), WALL(3000)), 0);
    CU_ASSERT_EQUAL(count_notes(WALL(2000), WALL(90000)), 1);
    CU_ASSERT_EQUAL(count_notes(WALL(90000), WALL(2000)), 1);
}

UNIT_TESTS("mutate/timing", CASE(short_runs_are_stable_whatever_their_ratio),
           CASE(a_run_far_slower_than_the_other_is_not_stable_whichever_came_first),
           CASE(cpu_time_counts_as_well_as_the_clock), CASE(limits_come_from_the_slower_run_part_by_part),
           CASE(only_timing_that_is_not_stable_is_noted))
