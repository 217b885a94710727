#include "foreign_flags.h"

#include "cet/core/memory.h"
#include "unit_test.h"

static const char *const flags[] = {"-O2", "-fconserve-stack", "-march=foo", "-Iinclude", "-mrecord-mcount"};

static size_t find(const char *output, bool is_foreign[5])
{
    memset(is_foreign, 0, 5 * sizeof *is_foreign);
    return foreign_flags_find(output, flags, ARRAY_LENGTH(flags), is_foreign);
}

TEST(flags_that_the_driver_names_are_foreign)
{
    bool is_foreign[5];
    CU_ASSERT_EQUAL(find("clang-19: error: unknown argument: '-fconserve-stack'\n"
                         "clang-19: error: unsupported option '-mrecord-mcount' for target 'x86_64-pc-linux-gnu'\n",
                         is_foreign),
                    2);
    CU_ASSERT(!is_foreign[0] && is_foreign[1] && !is_foreign[2] && !is_foreign[3] && is_foreign[4]);
}

TEST(a_value_stands_for_its_flag)
{
    bool is_foreign[5];
    CU_ASSERT_EQUAL(find("error: unknown target CPU 'foo'\nnote: valid target CPU values are: x\n", is_foreign), 1);
    CU_ASSERT(is_foreign[2]);
}

TEST(errors_of_the_source_name_no_flags)
{
    bool is_foreign[5];
    CU_ASSERT_EQUAL(find("a.c:1:2: error: unknown type name '-O2'\n"
                         "a.c:1: error: '-Iinclude'\nwarning: '-fconserve-stack'\n",
                         is_foreign),
                    0);
    CU_ASSERT_EQUAL(find("", is_foreign), 0);
    CU_ASSERT_EQUAL(find("error: 'never closed\nerror: ''\nerror:", is_foreign), 0);
}

UNIT_TESTS("cli/foreign_flags", CASE(flags_that_the_driver_names_are_foreign), CASE(a_value_stands_for_its_flag),
           CASE(errors_of_the_source_name_no_flags))
