#include <stdio.h>

#include "cet/core/memory.h"
#include "cet/testgen/verify.h"
#include "kinds_plan.h"
#include "unit_test.h"

struct fixture {
    struct plan_builder builder;
    struct facts facts;
    struct verify_report report;
    struct error err;
    enum status status;
};

static void verify(struct fixture *fixture)
{
    const struct verify_options options = {.source_root = TESTGEN_CASES};
    fixture->status =
        testgen_verify(&fixture->builder.plan, &fixture->facts, &options, &fixture->report, &fixture->err);
    if (fixture->status != STATUS_OK)
        printf("%s\n", fixture->err.message);
    for (size_t i = 0; getenv("VERBOSE") && i < fixture->report.dropped_count; i++)
        printf("%s: %s %s: %s\n", fixture->report.dropped[i].function, fixture->report.dropped[i].test,
               fixture->report.dropped[i].detail, fixture->report.dropped[i].reason);
}

static void close_fixture(struct fixture *fixture)
{
    verify_report_release(&fixture->report);
    facts_release(&fixture->facts);
    free(fixture->builder.plan.crashes);
    free(fixture->builder.plan.probes);
    release_plan(&fixture->builder);
}

static bool was_dropped(const struct fixture *fixture, enum verify_drop what, const char *function, const char *reason)
{
    for (size_t i = 0; i < fixture->report.dropped_count; i++) {
        const struct verify_dropped *dropped = &fixture->report.dropped[i];
        if (dropped->what == what && strcmp(dropped->function, function) == 0 && strstr(dropped->reason, reason))
            return true;
    }
    return false;
}

static bool has_crash(const struct fixture *fixture, const char *function, const char *outcome)
{
    for (size_t i = 0; i < fixture->builder.plan.crash_count; i++)
        if (strcmp(fixture->builder.plan.crashes[i].function, function) == 0 &&
            strstr(fixture->builder.plan.crashes[i].outcome, outcome))
            return true;
    return false;
}

static void open_flawed(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    struct facts *f = &fixture->facts;
    const uint32_t integer = fact_scalar(f, "int", TYPE_INT, 4, true);
    const uint32_t size = fact_scalar(f, "size_t", TYPE_INT, 8, false);
    const uint32_t pointer = fact_pointer(f, "int *", integer);
    fact_add_function(f, "add", 9, integer, 2, "a", integer, "b", integer);
    fact_add_function(f, "last_byte", 24, integer, 1, "size", size);
    fact_add_function(f, "is_open", 76, integer, 1, "descriptor", integer);
    fact_add_function(f, "overflow", 34, integer, 1, "number", integer);
    fact_add_function(f, "deref", 39, integer, 1, "pointer", pointer);
    fact_add_function(f, "spin", 44, fact_scalar(f, "void", TYPE_VOID, 0, false), 1, "forever", integer);
    fact_add_function(f, "leave", 50, integer, 1, "now", integer);
    fact_add_global(f, "kept", pointer);
    facts_index(f);
    begin_plan(&fixture->builder, TESTGEN_CASES "/flawed.c", 7);
}

TEST(a_sound_suite_is_kept_whole_and_gains_that_it_frees_what_it_took)
{
    struct fixture fixture = {0};
    kinds_facts(&fixture.facts);
    kinds_plan(&fixture.builder, TESTGEN_CASES "/kinds.c");
    const size_t tests = fixture.builder.plan.test_count, properties = fixture.builder.plan.property_count;

    verify(&fixture);

    CU_ASSERT_EQUAL(fixture.status, STATUS_OK);
    CU_ASSERT_TRUE(fixture.report.is_stable);
    CU_ASSERT_TRUE(fixture.report.has_sanitizers);
    CU_ASSERT_EQUAL(fixture.report.dropped_count, 0);
    CU_ASSERT_EQUAL(fixture.builder.plan.test_count, tests);
    CU_ASSERT_EQUAL(fixture.builder.plan.property_count, properties);
    size_t balanced = 0;
    for (size_t i = 0; i < tests; i++)
        for (uint32_t e = 0; e < fixture.builder.plan.tests[i].expect_count; e++)
            balanced += fixture.builder.plan.tests[i].expects[e].kind == PLAN_EXPECT_NO_BLOCKS;
    CU_ASSERT_EQUAL(balanced, 4); /* item_new, its second allocation failing, item_append, item_visit */
    close_fixture(&fixture);
}

TEST(an_assertion_that_fails_or_flickers_is_dropped_and_the_test_stays)
{
    struct fixture fixture;
    open_flawed(&fixture);
    struct plan_builder *b = &fixture.builder;
    begin_test(b, "add", PLAN_HAPPY);
    const uint32_t first = call(b, "add", "int", 2, an_int(b, "int", 1), an_int(b, "int", 2));
    const uint32_t second = call(b, "add", "int", 2, an_int(b, "int", 2), an_int(b, "int", 2));
    expect_result_int(b, first, "", 4);
    expect_result_int(b, second, "", 4);
    begin_test(b, "fresh_byte", PLAN_HAPPY);
    expect_result_int(b, call(b, "fresh_byte", "int", 0), "", 0);

    verify(&fixture);

    CU_ASSERT_EQUAL(fixture.status, STATUS_OK);
    CU_ASSERT_EQUAL(fixture.report.dropped_count, 3);
    CU_ASSERT_TRUE(was_dropped(&fixture, VERIFY_DROPPED_ASSERTION, "add", "fails in order with gcc"));
    CU_ASSERT_STRING_EQUAL(fixture.report.dropped[0].detail, "CU_ASSERT_EQUAL(result, 4);");
    CU_ASSERT_TRUE(was_dropped(&fixture, VERIFY_DROPPED_ASSERTION, "fresh_byte", "in reverse with"));
    CU_ASSERT_TRUE(was_dropped(&fixture, VERIFY_DROPPED_TEST, "fresh_byte", "no assertion"));
    CU_ASSERT_EQUAL(b->plan.test_count, 1);
    CU_ASSERT_EQUAL(b->plan.tests[0].expect_count, 1);
    close_fixture(&fixture);
}

TEST(tests_that_crash_hang_or_trip_a_sanitizer_become_findings)
{
    struct fixture fixture;
    open_flawed(&fixture);
    struct plan_builder *b = &fixture.builder;
    begin_test(b, "add", PLAN_HAPPY);
    expect_result_int(b, call(b, "add", "int", 2, an_int(b, "int", 1), an_int(b, "int", 2)), "", 3);
    begin_test(b, "last_byte", PLAN_HAPPY);
    expect_result_int(b, call(b, "last_byte", "int", 1, an_int(b, "size_t", 24)), "", 1);
    begin_test(b, "overflow", PLAN_BOUNDARY);
    expect_result_int(b, call(b, "overflow", "int", 1, an_int(b, "int", INT32_MAX)), "", 1);
    begin_test(b, "deref", PLAN_EDGE);
    expect_result_int(b, call(b, "deref", "int", 1, a_null(b, "int *")), "", 0);
    begin_test(b, "spin", PLAN_EDGE);
    call(b, "spin", "void", 1, an_int(b, "int", 1));
    begin_test(b, "leave", PLAN_EDGE);
    expect_result_int(b, call(b, "leave", "int", 1, an_int(b, "int", 1)), "", 0);
    begin_test(b, "missing", PLAN_HAPPY);
    expect_result_int(b, call(b, "missing", "int", 0), "", 0);

    setenv("SUITE_TIME_LIMIT", "3", 1); /* for `spin`: the others end at once */
    verify(&fixture);
    unsetenv("SUITE_TIME_LIMIT");

    CU_ASSERT_EQUAL(fixture.status, STATUS_OK);
    CU_ASSERT_EQUAL(b->plan.test_count, 1);
    CU_ASSERT_STRING_EQUAL(b->plan.tests[0].function, "add");
    CU_ASSERT_TRUE(has_crash(&fixture, "last_byte", "heap-buffer-overflow at flawed.c:28"));
    CU_ASSERT_TRUE(has_crash(&fixture, "overflow", "signed integer overflow"));
    CU_ASSERT_TRUE(has_crash(&fixture, "overflow", " at flawed.c:35"));
    CU_ASSERT_TRUE(has_crash(&fixture, "deref", "SIGSEGV"));
    CU_ASSERT_TRUE(has_crash(&fixture, "spin", "hang"));
    CU_ASSERT_TRUE(has_crash(&fixture, "leave", "end of the process"));
    CU_ASSERT_TRUE(was_dropped(&fixture, VERIFY_DROPPED_TEST, "missing", "does not compile"));
    for (size_t i = 0; i < b->plan.crash_count; i++)
        CU_ASSERT_EQUAL(b->plan.crashes[i].is_contract, strcmp(b->plan.crashes[i].function, "deref") == 0);
    close_fixture(&fixture);
}

static struct plan_test take_last_test(struct plan_builder *b)
{
    return b->plan.tests[--b->plan.test_count];
}

static const struct plan_crash *find_crash(const struct fixture *fixture, const char *function)
{
    for (size_t i = 0; i < fixture->builder.plan.crash_count; i++)
        if (strcmp(fixture->builder.plan.crashes[i].function, function) == 0)
            return &fixture->builder.plan.crashes[i];
    return NULL;
}

TEST(findings_are_shown_by_programs_of_their_own)
{
    struct fixture fixture;
    open_flawed(&fixture);
    struct plan_builder *b = &fixture.builder;
    struct test_plan *plan = &b->plan;
    begin_test(b, "fresh_byte", PLAN_HAPPY);
    call(b, "fresh_byte", "int", 0);
    ARRAY_PUSH(plan->probes, plan->probe_count, plan->probe_capacity, take_last_test(b));
    begin_test(b, "last_byte", PLAN_HAPPY);
    call(b, "last_byte", "int", 1, an_int(b, "size_t", 24));
    const struct plan_crash real = {
        .function = "last_byte", .outcome = "SIGSEGV", .inputs = "", .test = take_last_test(b)};
    ARRAY_PUSH(plan->crashes, plan->crash_count, plan->crash_capacity, real);
    begin_test(b, "leave", PLAN_HAPPY);
    call(b, "leave", "int", 1, an_int(b, "int", 0));
    const struct plan_crash unreal = {
        .function = "leave", .outcome = "SIGSEGV", .inputs = "", .test = take_last_test(b)};
    ARRAY_PUSH(plan->crashes, plan->crash_count, plan->crash_capacity, unreal);
    begin_test(b, "add", PLAN_HAPPY);
    expect_result_int(b, call(b, "add", "int", 2, an_int(b, "int", 1), an_int(b, "int", 2)), "", 3);

    verify(&fixture);

    CU_ASSERT_EQUAL(fixture.status, STATUS_OK);
    const struct plan_crash *shown = find_crash(&fixture, "last_byte");
    CU_ASSERT_PTR_NOT_NULL_FATAL(shown);
    CU_ASSERT_FALSE(shown->is_contract);
    CU_ASSERT_STRING_EQUAL(shown->outcome, "heap-buffer-overflow at flawed.c:28");
    CU_ASSERT_PTR_NOT_NULL(strstr(shown->program, "#include \"flawed.c\""));
    const struct plan_crash *seen_again = find_crash(&fixture, "fresh_byte");
    CU_ASSERT_PTR_NOT_NULL_FATAL(seen_again);
    CU_ASSERT_FALSE(seen_again->is_contract);
    CU_ASSERT_PTR_NOT_NULL(strstr(seen_again->outcome, "use of an uninitialised value at flawed.c:"));
    const struct plan_crash *not_shown = find_crash(&fixture, "leave");
    CU_ASSERT_PTR_NOT_NULL_FATAL(not_shown);
    CU_ASSERT_TRUE(not_shown->is_contract);
    CU_ASSERT_PTR_NOT_NULL(strstr(not_shown->evidence, "without a report"));
    close_fixture(&fixture);
}

TEST(a_state_that_cannot_be_put_back_shows_in_another_order)
{
    struct fixture fixture;
    open_flawed(&fixture);
    struct plan_builder *b = &fixture.builder;
    for (int i = 1; i <= 2; i++) {
        begin_test(b, "count", PLAN_HAPPY);
        expect_result_int(b, call(b, "count", "int", 0), "", i);
        begin_test(b, "keep", PLAN_HAPPY);
        expect_result_int(b, call(b, "keep", "int *", 1, an_int(b, "int", i)), "[0]", i);
    }

    verify(&fixture);

    CU_ASSERT_EQUAL(fixture.status, STATUS_OK);
    CU_ASSERT_TRUE(was_dropped(&fixture, VERIFY_DROPPED_ASSERTION, "count", "in reverse"));
    CU_ASSERT_EQUAL(b->plan.test_count, 2);
    CU_ASSERT_STRING_EQUAL(b->plan.tests[0].function, "keep");
    close_fixture(&fixture);
}

TEST(what_hangs_on_the_descriptors_that_are_open_is_dropped)
{
    struct fixture fixture;
    open_flawed(&fixture);
    struct plan_builder *b = &fixture.builder;
    begin_test(b, "is_open", PLAN_HAPPY);
    expect_result_int(b, call(b, "is_open", "int", 1, an_int(b, "int", -1)), "", 0);
    begin_test(b, "is_open", PLAN_HAPPY);
    expect_result_int(b, call(b, "is_open", "int", 1, an_int(b, "int", 7)), "", 0);

    verify(&fixture);

    CU_ASSERT_EQUAL(fixture.status, STATUS_OK);
    CU_ASSERT_TRUE(was_dropped(&fixture, VERIFY_DROPPED_ASSERTION, "is_open", "more descriptors open"));
    CU_ASSERT_EQUAL(b->plan.test_count, 1);
    close_fixture(&fixture);
}

/* That no suite of such a unit can be had, and why. */
static void expect_refused(const char *unit, const char *why)
{
    struct fixture fixture;
    open_flawed(&fixture);
    fixture.builder.plan.unit = unit;
    begin_test(&fixture.builder, "add", PLAN_HAPPY);
    call(&fixture.builder, "add", "int", 2, an_int(&fixture.builder, "int", 1), an_int(&fixture.builder, "int", 2));

    const struct verify_options options = {.source_root = TESTGEN_CASES};
    const enum status status =
        testgen_verify(&fixture.builder.plan, &fixture.facts, &options, &fixture.report, &fixture.err);

    CU_ASSERT_EQUAL(status, STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(fixture.err.message, why));
    close_fixture(&fixture);
}

TEST(a_unit_that_does_not_compile_is_said_with_the_message)
{
    expect_refused(TESTGEN_CASES "/missing.c", "missing.c");
}

TEST(what_the_linker_misses_is_said_by_its_name)
{
    expect_refused(TESTGEN_CASES "/unlinked.c", "elsewhere");
}

TEST(the_work_is_done_in_the_sandbox)
{
    static const char *const readable[] = {TESTGEN_CASES, NULL};
    struct fixture fixture;
    struct sandbox *sandbox = NULL;
    open_flawed(&fixture);
    struct plan_builder *b = &fixture.builder;
    begin_test(b, "add", PLAN_HAPPY);
    expect_result_int(b, call(b, "add", "int", 2, an_int(b, "int", 1), an_int(b, "int", 2)), "", 3);
    CU_ASSERT_EQUAL_FATAL(sandbox_open(&(struct sandbox_options){.readable = readable}, &sandbox, &fixture.err),
                          STATUS_OK);

    const struct verify_options options = {.source_root = TESTGEN_CASES, .sandbox = sandbox};
    fixture.status = testgen_verify(&fixture.builder.plan, &fixture.facts, &options, &fixture.report, &fixture.err);

    CU_ASSERT_EQUAL(fixture.status, STATUS_OK);
    if (fixture.status != STATUS_OK)
        printf("%s\n", fixture.err.message);
    CU_ASSERT_EQUAL(fixture.report.dropped_count, 0);
    CU_ASSERT_TRUE(fixture.report.is_stable);
    CU_ASSERT_TRUE(fixture.report.has_sanitizers);
    CU_ASSERT_EQUAL(b->plan.test_count, 1);
    sandbox_close(sandbox);
    close_fixture(&fixture);
}

UNIT_TESTS("testgen/verify", CASE(the_work_is_done_in_the_sandbox),
           CASE(a_sound_suite_is_kept_whole_and_gains_that_it_frees_what_it_took),
           CASE(an_assertion_that_fails_or_flickers_is_dropped_and_the_test_stays),
           CASE(tests_that_crash_hang_or_trip_a_sanitizer_become_findings),
           CASE(findings_are_shown_by_programs_of_their_own),
           CASE(a_state_that_cannot_be_put_back_shows_in_another_order),
           CASE(a_unit_that_does_not_compile_is_said_with_the_message),
           CASE(what_the_linker_misses_is_said_by_its_name),
           CASE(what_hangs_on_the_descriptors_that_are_open_is_dropped))
