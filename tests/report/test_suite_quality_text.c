#include "cet/core/memory.h"
#include "cet/report/suite_quality.h"
#include "unit_test.h"

static struct test_quality two_tests[] = {
    {.program = "test_list", .name = "list/quick", .wall_ms = 0.5, .assertions = {[ASSERTION_VALUE] = 2}, .fatal = 1},
    {.program = "test_list", .name = "list/slow\x1b[31m", .wall_ms = 30, .assertions = {[ASSERTION_STRING] = 1}},
};

static void assert_text(const struct suite_quality *quality, const char *part)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    report_suite_quality_text(quality, &out);
    if (!strstr(strbuf_text(&out), part))
        printf("\n'%s' is not in:\n%s", part, strbuf_text(&out));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&out), part));
}

static struct suite_quality sample(void)
{
    return (struct suite_quality){
        .tests = two_tests, .count = 2, .runs = 20, .orders = 10, .total_ms = 30.5, .why_no_mutants = "nobody asked"};
}

TEST(figures_of_the_suite_stand_first)
{
    struct suite_quality quality = sample();
    assert_text(&quality, "tests                   2\n");
    assert_text(&quality, "assertions              3: 2 value, 1 string; 1 fatal\n");
    assert_text(&quality, "order-dependent         0 in 10 orders and alone\n");
    assert_text(&quality, "mutants                 not run: nobody asked\n");
    assert_text(&quality, "time of all tests       0.030 s\n");
    assert_text(&quality, "\n0 of 2 tests have a fault\n");
}

TEST(the_slowest_stand_in_their_order_and_harmless)
{
    struct suite_quality quality = sample();
    assert_text(&quality, "30.000      0.000  list/slow?[31m\n     0.500      0.000  list/quick\n");
}

TEST(a_fault_says_what_shows_it)
{
    struct test_quality faulty[] = {two_tests[0], two_tests[0], two_tests[0]};
    struct suite_quality quality = sample();
    quality.tests = faulty;
    quality.count = 3;
    faulty[0].faults = 1 << TEST_FAULT_ORDER_DEPENDENT;
    faulty[0].outcome = TEST_PASSED;
    faulty[0].deviation = (struct test_deviation){.outcome = TEST_FAILED, .seed = 4, .after = "list/slow"};
    faulty[1].file = "test_list.c";
    faulty[1].line = 12;
    faulty[1].faults = 1 << TEST_FAULT_DUPLICATE;
    faulty[1].duplicate_of = "list/quick";
    faulty[2].faults = 1 << TEST_FAULT_FLAKY;
    faulty[2].outcome = TEST_PASSED;
    faulty[2].deviation = (struct test_deviation){.outcome = TEST_ENDED_PROCESS, .run = 3};
    assert_text(&quality,
                "test_list: list/quick ends otherwise in another order: passed at first, failed in the order of "
                "seed 4 after list/slow [order-dependent]\n");
    assert_text(&quality, "test_list.c:12: list/quick is the same as another test: list/quick [duplicate]\n");
    assert_text(&quality, "passed at first, ended-process in run 3 as the first test [flaky]\n");
    assert_text(&quality, "\n3 of 3 tests have a fault\n");
}

TEST(mutants_and_branches_are_counted)
{
    struct test_quality both[] = {two_tests[0], two_tests[1]};
    struct suite_quality quality = sample();
    quality.tests = both;
    quality.has_mutants = true;
    quality.mutants = 44;
    quality.mutants_killed = 41;
    quality.branches = 8;
    quality.branches_taken = 6;
    both[0].killed_count = 3;
    both[0].killed_alone = both[1].killed_count = both[1].branches_alone = 1;
    assert_text(&quality, "mutants                 41 of 44 killed; 2 tests kill some, 1 alone\n");
    assert_text(&quality, "branches                6 of 8 taken; 1 tests take some alone\n");
    assert_text(&quality, "tests that add nothing  0\n");
}

UNIT_TESTS("report/suite_quality_text", CASE(figures_of_the_suite_stand_first),
           CASE(the_slowest_stand_in_their_order_and_harmless), CASE(a_fault_says_what_shows_it),
           CASE(mutants_and_branches_are_counted))
