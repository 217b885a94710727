#include "cet/model/suite_quality.h"
#include "core/scratch.h"
#include "unit_test.h"

static struct test_quality sound(const char *name)
{
    return (struct test_quality){.program = "test_list",
                                 .name = name,
                                 .file = "test_list.c",
                                 .function = "f",
                                 .line = 3,
                                 .assertions = {[ASSERTION_VALUE] = 2},
                                 .asserted = 2,
                                 .outcome = TEST_PASSED,
                                 .wall_ms = 0.25,
                                 .cpu_ms = 0.125,
                                 .branches_alone = 1};
}

/* The faults of one test, judged in a suite of its own. */
static uint32_t faults_of(struct test_quality test, bool has_mutants)
{
    struct suite_quality quality = {.tests = &test, .count = 1, .has_mutants = has_mutants};
    suite_quality_judge(&quality);
    CU_ASSERT_EQUAL(suite_quality_faulty(&quality), test.faults != 0);
    return test.faults;
}

static uint32_t only(enum test_fault fault)
{
    return UINT32_C(1) << fault;
}

TEST(a_sound_test_has_no_fault)
{
    CU_ASSERT_EQUAL(faults_of(sound("list/grows"), false), 0);
    CU_ASSERT_EQUAL(faults_of(sound("list/grows"), true), 0);
}

TEST(a_test_that_comes_to_no_assertion_asserts_nothing)
{
    struct test_quality test = sound("list/grows");
    test.asserted = 0;
    CU_ASSERT_EQUAL(faults_of(test, false), only(TEST_FAULT_NO_ASSERTION));
    test.outcome = TEST_FAILED;
    CU_ASSERT_EQUAL(faults_of(test, false), only(TEST_FAULT_FAILS));
}

TEST(passing_alone_is_no_assertion)
{
    struct test_quality test = sound("list/grows");
    test.assertions[ASSERTION_VALUE] = 0;
    test.assertions[ASSERTION_PASS] = 2;
    CU_ASSERT_EQUAL(faults_of(test, false), only(TEST_FAULT_NO_ASSERTION));
    test.assertions[ASSERTION_FAIL] = 1;
    CU_ASSERT_EQUAL(faults_of(test, false), 0);
    /* Nothing was found in the sources: what ran counts. */
    test.assertions[ASSERTION_PASS] = test.assertions[ASSERTION_FAIL] = 0;
    CU_ASSERT_EQUAL(faults_of(test, false), 0);
}

TEST(an_unsteady_test_is_not_called_failing)
{
    struct test_quality test = sound("list/grows");
    test.outcome = TEST_FAILED;
    test.steadiness = TEST_IS_FLAKY;
    CU_ASSERT_EQUAL(faults_of(test, false), only(TEST_FAULT_FLAKY));
    test.steadiness = TEST_NEEDS_ORDER;
    CU_ASSERT_EQUAL(faults_of(test, false), only(TEST_FAULT_ORDER_DEPENDENT));
}

TEST(what_finds_nothing_is_a_fault_only_where_it_was_looked_for)
{
    struct test_quality test = sound("list/grows");
    test.branches_alone = 0;
    CU_ASSERT_EQUAL(faults_of(test, false), 0);
    CU_ASSERT_EQUAL(faults_of(test, true), only(TEST_FAULT_ADDS_NOTHING));
    test.killed_count = 1;
    CU_ASSERT_EQUAL(faults_of(test, true), 0);
}

static void fill(struct suite_quality *quality)
{
    const char *ids[] = {"0123456789abcdef", "fedcba9876543210"};
    struct test_quality first = sound("list/grows"), second = sound("list/\"shrinks\"");
    first.killed = ids;
    first.killed_count = 2;
    first.killed_alone = 1;
    second.file = second.function = NULL;
    second.line = 0;
    second.steadiness = TEST_NEEDS_ORDER;
    second.deviation = (struct test_deviation){.outcome = TEST_ENDED_PROCESS, .seed = 7, .after = "list/grows"};
    second.duplicate_of = "list/grows";
    second.similar = 3;
    quality->path = "tests";
    quality->runs = 20;
    quality->orders = 10;
    quality->seed = 1;
    quality->total_ms = 12.5;
    quality->has_mutants = true;
    quality->mutants = 9;
    quality->mutants_killed = 8;
    quality->branches = 7;
    quality->branches_taken = 6;
    suite_quality_note(quality, "%d of %d", 1, 2);
    first.killed = arena_array(&quality->arena, 2, sizeof *first.killed);
    memcpy(first.killed, ids, sizeof ids);
    ARRAY_PUSH(quality->tests, quality->count, quality->capacity, first);
    ARRAY_PUSH(quality->tests, quality->count, quality->capacity, second);
    suite_quality_judge(quality);
}

TEST(what_is_written_is_read_back)
{
    SCOPED(suite_quality_release) struct suite_quality written = {0};
    SCOPED(suite_quality_release) struct suite_quality read = {0};
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(strbuf_release) struct strbuf again = {0};
    struct error err = {0};
    fill(&written);
    suite_quality_format(&written, &text);
    const char *path = scratch_path(&scratch, "suite-quality.json");
    CU_ASSERT_EQUAL_FATAL(file_write(path, text.bytes, text.length, NULL), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(suite_quality_load(path, &read, &err), STATUS_OK);
    suite_quality_format(&read, &again);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&again), strbuf_text(&text));
    CU_ASSERT_EQUAL(suite_quality_count(&read, TEST_FAULT_DUPLICATE), 1);
    CU_ASSERT_EQUAL(read.tests[1].deviation.seed, 7);
    CU_ASSERT_EQUAL(read.tests[0].killed_count, 2);
}

static void assert_refused(const char *text, const char *why)
{
    SCOPED(suite_quality_release) struct suite_quality quality = {0};
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    struct error err = {0};
    const char *path = scratch_path(&scratch, "suite-quality.json");
    CU_ASSERT_EQUAL_FATAL(file_write(path, text, strlen(text), NULL), STATUS_OK);
    CU_ASSERT_EQUAL(suite_quality_load(path, &quality, &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, why));
}

#define HEAD "{\"format\": \"cet-suite-quality\", \"version\": 1, \"tests\": ["

TEST(what_is_none_is_refused)
{
    assert_refused("{\"format\": \"cet-verdict\"}", "no \"format\"");
    assert_refused("{\"format\": \"cet-suite-quality\", \"version\": 2}", "version 1");
    assert_refused(HEAD "{\"name\": \"a/b\"}]}", "test 1 has no");
    assert_refused(HEAD "{\"program\": \"p\", \"name\": \"a/b\", \"outcome\": \"won\"}]}",
                   "unknown \"outcome\": 'won'");
    assert_refused(HEAD "{\"program\": \"p\", \"name\": \"a/b\", \"faults\": [\"ugly\"]}]}", "'ugly'");
}

UNIT_TESTS("model/suite_quality", CASE(a_sound_test_has_no_fault),
           CASE(a_test_that_comes_to_no_assertion_asserts_nothing), CASE(passing_alone_is_no_assertion),
           CASE(an_unsteady_test_is_not_called_failing),
           CASE(what_finds_nothing_is_a_fault_only_where_it_was_looked_for), CASE(what_is_written_is_read_back),
           CASE(what_is_none_is_refused))
