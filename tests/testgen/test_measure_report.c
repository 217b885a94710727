/* What libcet-order.so tells of a run, as the measuring of suites takes it. */
#include "core/scratch.h"
#include "testgen/measure_parts.h"
#include "unit_test.h"

struct reading {
    struct scratch scratch;
    struct suite_quality quality;
    struct measuring measuring;
    struct suite_run run;
    char copy[8];
};

static void read_lines(struct reading *reading, const char *lines, bool is_alone)
{
    struct error err = {0};
    if (!reading->measuring.quality)
        reading->scratch = scratch_new();
    reading->measuring.quality = &reading->quality;
    strcpy(reading->copy, "/suite");
    reading->measuring.copy = reading->copy;
    const char *path = scratch_path(&reading->scratch, "report");
    suite_run_release(&reading->run);
    CU_ASSERT_EQUAL_FATAL(file_write(path, lines, strlen(lines), NULL), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(measure_read_report(&reading->measuring, path, is_alone, &reading->run, &err), STATUS_OK);
}

static void reading_release(struct reading *reading)
{
    suite_run_release(&reading->run);
    reading->measuring.copy = NULL;
    measure_close(&reading->measuring);
    suite_quality_release(&reading->quality);
    scratch_release(&reading->scratch);
}

static void assert_event(const struct reading *reading, size_t at, size_t test, size_t before,
                         enum test_outcome outcome)
{
    CU_ASSERT_FATAL(at < reading->run.count);
    CU_ASSERT_EQUAL(reading->run.events[at].test, test);
    CU_ASSERT_EQUAL(reading->run.events[at].before, before);
    CU_ASSERT_EQUAL(reading->run.events[at].outcome, outcome);
}

TEST(each_test_has_its_end_and_the_one_before_it)
{
    SCOPED(reading_release) struct reading reading = {0};
    read_lines(&reading,
               "program /suite/bin/test_a\n"
               "begin 1 0 s/second one\nend failed 3 1500 1000\n"
               "begin 0 1 s/first\nend passed 2 20 10\n",
               false);
    CU_ASSERT_EQUAL_FATAL(reading.quality.count, 2);
    CU_ASSERT_STRING_EQUAL(reading.quality.tests[0].name, "s/second one");
    CU_ASSERT_STRING_EQUAL(reading.quality.tests[0].program, "bin/test_a");
    CU_ASSERT_EQUAL(reading.quality.tests[0].place, 1);
    assert_event(&reading, 0, 0, NO_TEST, TEST_FAILED);
    assert_event(&reading, 1, 1, 0, TEST_PASSED);
    CU_ASSERT_EQUAL(reading.run.events[0].asserted, 3);
    CU_ASSERT_DOUBLE_EQUAL(reading.run.events[0].wall_ms, 1.5, 1e-9);
    CU_ASSERT(!reading.measuring.has_fixture[0] && reading.measuring.has_fixture[1]);
}

TEST(a_test_without_an_end_took_its_process_along)
{
    SCOPED(reading_release) struct reading reading = {0};
    read_lines(&reading,
               "program /suite/a\nbegin 0 0 s/a\nend passed 1 1 1\nbegin 1 0 s/b\n"
               "program /suite/c\nbegin 0 0 s/a\nend passed 1 1 1\n",
               false);
    assert_event(&reading, 1, 1, 0, TEST_ENDED_PROCESS);
    assert_event(&reading, 2, 2, NO_TEST, TEST_PASSED); /* of another program: another test */
}

TEST(tests_of_one_name_are_told_apart_by_their_place)
{
    SCOPED(reading_release) struct reading reading = {0};
    read_lines(&reading, "program /suite/a\nbegin 0 0 s/a\nend passed 1 1 1\nbegin 1 0 s/a\nend failed 1 1 1\n", false);
    CU_ASSERT_EQUAL(reading.quality.count, 2);
    read_lines(&reading, "program /suite/a\nbegin 1 0 s/a\nend failed 1 1 1\n", false);
    CU_ASSERT_EQUAL(reading.quality.count, 2);
    CU_ASSERT_PTR_NULL(suite_run_find(&reading.run, 0));
    CU_ASSERT_PTR_NOT_NULL(suite_run_find(&reading.run, 1));
}

TEST(alone_nothing_runs_before)
{
    SCOPED(reading_release) struct reading reading = {0};
    read_lines(&reading, "program /suite/a\nbegin 0 0 s/a\nkilled 11\nbegin 1 0 s/b\nend passed 1 1 1\n", true);
    assert_event(&reading, 0, 0, NO_TEST, TEST_ENDED_PROCESS);
    assert_event(&reading, 1, 1, NO_TEST, TEST_PASSED);
}

TEST(of_several_runs_of_a_test_the_one_that_fails_counts)
{
    SCOPED(reading_release) struct reading reading = {0};
    read_lines(&reading,
               "program /suite/a\nbegin 0 0 s/a\nend passed 1 1 1\nbegin 0 0 s/a\nend failed 1 1 1\n"
               "begin 0 0 s/a\nend passed 1 1 1\n",
               false);
    CU_ASSERT_EQUAL(suite_run_find(&reading.run, 0)->outcome, TEST_FAILED);
}

TEST(what_is_no_line_of_it_is_passed_over)
{
    SCOPED(reading_release) struct reading reading = {0};
    read_lines(&reading, "begin 0 0 s/a\nend passed 1 1 1\nprogram /suite/a\nbegin x\nend\nnoise\nbegin 0 0 s/a",
               false);
    CU_ASSERT_EQUAL(reading.quality.count, 0);
    CU_ASSERT_EQUAL(reading.run.count, 0);
}

TEST(a_program_that_is_not_reordered_is_noted_once)
{
    SCOPED(reading_release) struct reading reading = {0};
    read_lines(&reading, "program /suite/a\nrefused why\nprogram /suite/a\nrefused why\n", false);
    CU_ASSERT_EQUAL_FATAL(reading.quality.note_count, 1);
    CU_ASSERT_STRING_EQUAL(reading.quality.notes[0], "'a' is not run in other orders: why");
}

UNIT_TESTS("testgen/measure_report", CASE(each_test_has_its_end_and_the_one_before_it),
           CASE(a_test_without_an_end_took_its_process_along), CASE(tests_of_one_name_are_told_apart_by_their_place),
           CASE(alone_nothing_runs_before), CASE(of_several_runs_of_a_test_the_one_that_fails_counts),
           CASE(what_is_no_line_of_it_is_passed_over), CASE(a_program_that_is_not_reordered_is_noted_once))
