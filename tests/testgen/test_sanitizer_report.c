/* What sanitizers report, as outcomes with places. */
#include "testgen/sanitizer_report.h"
#include "unit_test.h"

#include <stdio.h>

static void expect(const char *report, const char *outcome)
{
    struct arena arena = {0};
    const char *got = sanitizer_outcome(report, "/src/stack.c", &arena);
    CU_ASSERT_STRING_EQUAL(got ? got : "nothing", outcome ? outcome : "nothing");
    arena_release(&arena);
}

TEST(an_overflow_is_where_the_first_stack_is_in_the_unit)
{
    expect("==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602000000011 at pc 0x4 bp 0x7 sp 0x8\n"
           "READ of size 2 at 0x602000000011 thread T0\n"
           "    #0 0x48a2 in strlen (/tmp/suite+0x48a2)\n"
           "    #1 0x4f31 in push /src/stack.c:12:5\n"
           "    #2 0x50aa in test_push /tmp/test_stack.c:40:3\n"
           "\n"
           "0x602000000011 is located 0 bytes to the right of 1-byte region\n"
           "allocated by thread T0 here:\n"
           "    #0 0x49c1 in malloc (/tmp/suite+0x49c1)\n"
           "    #1 0x4f02 in make /src/stack.c:7:12\n",
           "heap-buffer-overflow at stack.c:12");
}

TEST(addresses_of_a_run_are_left_out)
{
    expect("/src/stack.c:12:3: runtime error: load of address 0x55eda53a2060 with insufficient space for an object of "
           "type 'int'\n",
           "load of an address with insufficient space for an object of type 'int' at stack.c:12");
}

TEST(a_variable_of_the_test_is_told_from_one_of_the_unit)
{
    static const char report[] =
        "==7==ERROR: AddressSanitizer: stack-buffer-overflow on address 0x7ffd at pc 0x4\n"
        "WRITE of size 1 at 0x7ffd thread T0\n"
        "    #0 0x4f31 in put /src/stack.c:12:5\n"
        "\n"
        "Address 0x7ffd is located in stack of thread T0 at offset 33 in frame\n"
        "    #0 0x50aa in %s\n"
        "\n"
        "  This frame has 1 object(s):\n"
        "    [32, 33) 'dest' (line 7) <== Memory access at offset 33 overflows this variable\n";
    char text[800];
    snprintf(text, sizeof text, report, "test_put_returns_0 /tmp/test_stack.c:40:3");
    CU_ASSERT_TRUE(sanitizer_tells_of_test_memory(text));
    snprintf(text, sizeof text, report, "put /src/stack.c:12:5");
    CU_ASSERT_FALSE(sanitizer_tells_of_test_memory(text));
    CU_ASSERT_TRUE(sanitizer_tells_of_test_memory(
        "==7==ERROR: AddressSanitizer: global-buffer-overflow on address 0x55d0 at pc 0x4\n"
        "    #0 0x4f31 in put /src/stack.c:12:5\n"
        "\n"
        "0x55d0 is located 0 bytes after global variable '.str.7' defined in '/tmp/suite/test_stack.c' (0x55cf) of "
        "size 1\n"));
    CU_ASSERT_FALSE(sanitizer_tells_of_test_memory(
        "==7==ERROR: AddressSanitizer: global-buffer-overflow on address 0x55d0 at pc 0x4\n"
        "suite: begin test_other\n"
        "0x55d0 is located 0 bytes after global variable 'table' defined in '/tmp/suite/test_stack.c' (0x55cf) of size "
        "1\n"));
}

TEST(an_overflow_of_the_test_itself_is_not_where_the_unit_allocated)
{
    expect("==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602000000011 at pc 0x4 bp 0x7 sp 0x8\n"
           "READ of size 1 at 0x602000000011 thread T0\n"
           "    #0 0x50aa in test_make /tmp/test_stack.c:40:3\n"
           "    #1 0x51bb in main /tmp/test_stack.c:90:3\n"
           "\n"
           "0x602000000011 is located 0 bytes to the right of 1-byte region\n"
           "allocated by thread T0 here:\n"
           "    #0 0x49c1 in malloc (/tmp/suite+0x49c1)\n"
           "    #1 0x4f02 in make /src/stack.c:7:12\n",
           "heap-buffer-overflow");
}

TEST(a_use_after_free_is_where_the_unit_freed_when_the_test_uses)
{
    expect("==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000010 at pc 0x4 bp 0x7 sp 0x8\n"
           "READ of size 1 at 0x602000000010 thread T0\n"
           "    #0 0x50aa in test_pop /tmp/test_stack.c:40:3\n"
           "\n"
           "0x602000000010 is located 0 bytes inside of 1-byte region\n"
           "freed by thread T0 here:\n"
           "    #0 0x49c1 in free (/tmp/suite+0x49c1)\n"
           "    #1 0x4f02 in pop /src/stack.c:21:5\n",
           "heap-use-after-free at stack.c:21");
}

TEST(a_leak_is_where_any_of_its_stacks_is_in_the_unit)
{
    expect("==7==ERROR: LeakSanitizer: detected memory leaks\n"
           "\n"
           "Direct leak of 3 byte(s) in 1 object(s) allocated from:\n"
           "    #0 0x49c1 in malloc (/tmp/suite+0x49c1)\n"
           "    #1 0x50aa in test_pop /tmp/test_stack.c:40:3\n"
           "\n"
           "Direct leak of 1 byte(s) in 1 object(s) allocated from:\n"
           "    #0 0x49c1 in malloc (/tmp/suite+0x49c1)\n"
           "    #1 0x4f02 in make /src/stack.c:7:12\n",
           "leak at stack.c:7");
}

TEST(undefined_behaviour_stands_before_its_place)
{
    expect("/src/stack.c:30:9: runtime error: signed integer overflow: 2147483647 + 1 cannot be represented\n",
           "signed integer overflow: 2147483647 + 1 cannot be represented at stack.c:30");
}

TEST(an_uninitialised_value_is_the_units_only_with_a_frame_in_it)
{
    expect("==7==WARNING: MemorySanitizer: use-of-uninitialized-value\n"
           "    #0 0x50aa in test_pop /tmp/test_stack.c:40:3\n",
           NULL);
}

UNIT_TESTS("testgen/sanitizer_report", CASE(an_overflow_is_where_the_first_stack_is_in_the_unit),
           CASE(addresses_of_a_run_are_left_out), CASE(a_variable_of_the_test_is_told_from_one_of_the_unit),
           CASE(an_overflow_of_the_test_itself_is_not_where_the_unit_allocated),
           CASE(a_use_after_free_is_where_the_unit_freed_when_the_test_uses),
           CASE(a_leak_is_where_any_of_its_stacks_is_in_the_unit), CASE(undefined_behaviour_stands_before_its_place),
           CASE(an_uninitialised_value_is_the_units_only_with_a_frame_in_it))
