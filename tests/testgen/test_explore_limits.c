/* Units on which the explorer must not be lost: calls that hang, lose memory or keep a library busy, long inputs. */
#include <sys/resource.h>

#include "explore_unit.h"
#include "unit_test.h"

static double seconds_of_children(void)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

TEST(arguments_are_as_large_as_the_code_says_at_least)
{
    CU_ASSERT_TRUE(gives_tests(TESTGEN_UNITS "/digest.c", "digest_mix", 2500));
    CU_ASSERT_TRUE(gives_tests(TESTGEN_UNITS "/digest.c", "digest_in", 2500));
}

static bool returns_more_than(const struct test_plan *plan, const char *function, int64_t number)
{
    for (int64_t more = number + 1; more < number + 400; more++)
        if (expects_result(plan, function, more))
            return true;
    return false;
}

TEST(long_inputs_and_outputs_of_other_calls_are_read)
{
    static const char digest[] = TESTGEN_UNITS "/digest.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {
        .unit = digest, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 60000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_TRUE(expects_result(&plan, "ends_page", 1));
    CU_ASSERT_TRUE(expects_result(&plan, "ends_page", 2));
    CU_ASSERT_TRUE(returns_more_than(&plan, "unseal", 2));
    for (size_t i = 0; i < plan.crash_count; i++) /* too small a state or block is no fault of the function's */
        CU_ASSERT_FALSE(!strcmp(plan.crashes[i].function, "digest_mix") && !plan.crashes[i].is_contract);
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(calls_that_hang_use_up_the_budget)
{
    CU_ASSERT_TRUE(gives_tests(TESTGEN_UNITS "/sleeper.c", "settle", 2500));
}

TEST(memory_that_calls_lose_goes_with_the_executor)
{
    CU_ASSERT_TRUE(gives_tests(TESTGEN_UNITS "/loser.c", "lose", 2500));
}

TEST(calls_that_keep_a_library_busy_use_up_the_budget)
{
    static const char padder[] = TESTGEN_UNITS "/padder.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {.unit = padder,
                                            .clang = TESTGEN_CLANG,
                                            .runtime = TESTGEN_RUNTIME,
                                            .plugin = TESTGEN_PLUGIN,
                                            .executions = 10000};
    const double before = seconds_of_children();

    CU_ASSERT_EQUAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_TRUE(seconds_of_children() - before < 25);
    CU_ASSERT_TRUE(tests_of(&plan, "pad") > 2);
    const struct plan_crash *crash = find_crash(&plan, "pad", "signed integer overflow");
    CU_ASSERT_PTR_NOT_NULL_FATAL(crash);
    CU_ASSERT_STRING_EQUAL(crash->outcome, "undefined behaviour, signed integer overflow at padder.c:6");
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(calls_that_ask_libc_for_much_end_at_once)
{
    static const char unit[] = TESTGEN_UNITS "/indent.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {
        .unit = unit, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 10000};
    const double before = seconds_of_children();

    CU_ASSERT_EQUAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_TRUE(seconds_of_children() - before < 10);
    CU_ASSERT_TRUE(tests_of(&plan, "indent") > 0);
    CU_ASSERT_PTR_NULL(find_crash(&plan, "indent", "hang"));
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(loops_in_linked_files_are_counted)
{
    static const char unit[] = TESTGEN_UNITS "/distance.c";
    static const char *const with[] = {TESTGEN_UNITS "/ring.c", NULL};
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {
        .unit = unit, .with = with, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 10000};
    const double before = seconds_of_children();

    CU_ASSERT_EQUAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_TRUE(seconds_of_children() - before < 10);
    CU_ASSERT_TRUE(tests_of(&plan, "distance") > 1);
    CU_ASSERT_PTR_NOT_NULL(find_crash(&plan, "distance", "hang"));
    test_plan_release(&plan);
    facts_release(&facts);
}

/* Whether a test calls function with text. */
static bool is_called_with(const struct test_plan *plan, const char *function, const char *text)
{
    for (size_t t = 0; t < plan->test_count; t++)
        for (uint32_t s = 0; s < plan->tests[t].step_count; s++) {
            const struct plan_step *step = &plan->tests[t].steps[s];
            const struct plan_value *value = &plan->tests[t].values[step->args[0]];
            if (!strcmp(step->function, function) && value->kind == PLAN_STRING && value->length == strlen(text) &&
                !memcmp(value->bytes, text, value->length))
                return true;
        }
    return false;
}

static bool is_called_with_number(const struct test_plan *plan, const char *function, int64_t number)
{
    for (size_t t = 0; t < plan->test_count; t++)
        for (uint32_t s = 0; s < plan->tests[t].step_count; s++) {
            const struct plan_step *step = &plan->tests[t].steps[s];
            const struct plan_value *value = &plan->tests[t].values[step->args[0]];
            if (!strcmp(step->function, function) && value->kind == PLAN_INT && value->number == number)
                return true;
        }
    return false;
}

/* Walks through all of the machine took minutes. None of this depends on how long a run takes: what ends it is counted.
 */
TEST(folders_and_files_of_the_machine_are_left_alone)
{
    static const char unit[] = TESTGEN_UNITS "/walker.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {
        .unit = unit, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 60000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_TRUE(tests_of(&plan, "walk") > 0);
    CU_ASSERT_TRUE(is_called_with(&plan, "walk", ""));
    CU_ASSERT_FALSE(is_called_with(&plan, "walk", "root"));
    CU_ASSERT_FALSE(is_called_with(&plan, "walk_below", ".."));
    CU_ASSERT_TRUE(is_called_with_number(&plan, "count_bytes", 't'));
    CU_ASSERT_FALSE(is_called_with_number(&plan, "count_bytes", 'z'));
    CU_ASSERT_FALSE(is_called_with_number(&plan, "count_bytes", 'p'));
    CU_ASSERT_FALSE(is_called_with_number(&plan, "count_bytes", 'f'));
    CU_ASSERT_PTR_NULL(find_crash(&plan, "walk", "hang"));
    CU_ASSERT_PTR_NULL(find_crash(&plan, "count_bytes", "hang"));
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(folders_that_a_run_leaves_are_gone_in_the_next)
{
    static const char unit[] = TESTGEN_UNITS "/branches.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {
        .unit = unit, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 2000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_TRUE(expects_result(&plan, "leave_branches", 2));
    test_plan_release(&plan);
    facts_release(&facts);
}

UNIT_TESTS("testgen/explore_limits", CASE(calls_that_ask_libc_for_much_end_at_once),
           CASE(folders_that_a_run_leaves_are_gone_in_the_next), CASE(folders_and_files_of_the_machine_are_left_alone),
           CASE(loops_in_linked_files_are_counted), CASE(calls_that_hang_use_up_the_budget),
           CASE(memory_that_calls_lose_goes_with_the_executor), CASE(calls_that_keep_a_library_busy_use_up_the_budget),
           CASE(long_inputs_and_outputs_of_other_calls_are_read),
           CASE(arguments_are_as_large_as_the_code_says_at_least))
