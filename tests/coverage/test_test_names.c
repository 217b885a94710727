#include "test_names.h"

#include "core/scratch.h"
#include "unit_test.h"

struct bench {
    struct scratch scratch;
    struct test_names names;
};

static void bench_release(struct bench *bench)
{
    test_names_release(&bench->names);
    scratch_release(&bench->scratch);
}

static void read_report(struct bench *bench, const char *text)
{
    const char *path = scratch_path(&bench->scratch, "report");
    CU_ASSERT_EQUAL_FATAL(file_write(path, text, strlen(text), NULL), STATUS_OK);
    test_names_read(path, &bench->names);
}

TEST(a_test_is_found_by_its_program_and_place)
{
    SCOPED(bench_release) struct bench bench = {.scratch = scratch_new()};
    read_report(&bench, "program /tmp/a/one\n"
                        "begin 0 fixture adds two numbers\n"
                        "end 0 passed\n"
                        "begin 1 fixture takes away\n"
                        "program /tmp/b/two\n"
                        "begin 1 other of another program\n");
    CU_ASSERT_STRING_EQUAL(test_names_find(&bench.names, "one", 0), "adds two numbers");
    CU_ASSERT_STRING_EQUAL(test_names_find(&bench.names, "one", 1), "takes away");
    CU_ASSERT_STRING_EQUAL(test_names_find(&bench.names, "two", 1), "of another program");
    CU_ASSERT_STRING_EQUAL(test_names_find(&bench.names, "two", 0), "");
    CU_ASSERT_STRING_EQUAL(test_names_find(&bench.names, "three", 1), "");
}

TEST(lines_that_name_no_test_are_passed_over)
{
    SCOPED(bench_release) struct bench bench = {.scratch = scratch_new()};
    read_report(&bench, "begin 0 fixture\nbegin x f n\nbegin 99999999999 f n\nbegin\n\nprogram one\nbegin 2 f n");
    CU_ASSERT_EQUAL(bench.names.count, 1);
    CU_ASSERT_STRING_EQUAL(test_names_find(&bench.names, "one", 2), "n");
}

TEST(a_report_that_is_not_there_names_nothing)
{
    struct test_names names = {0};
    test_names_read("/nowhere/at/all", &names);
    CU_ASSERT_EQUAL(names.count, 0);
    CU_ASSERT_STRING_EQUAL(test_names_find(&names, "one", 0), "");
    test_names_release(&names);
}

UNIT_TESTS("coverage/test_names", CASE(a_test_is_found_by_its_program_and_place),
           CASE(lines_that_name_no_test_are_passed_over), CASE(a_report_that_is_not_there_names_nothing))
