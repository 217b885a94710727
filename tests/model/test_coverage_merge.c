/* Sums of what differs: branches of one line that units see differently, builds that were mixed. */
#include "coverage_read.h"

static void load(const char *text, struct coverage *coverage)
{
    CU_ASSERT_EQUAL_FATAL(read_by_path(coverage_read_tracefile, text, coverage, NULL), STATUS_OK);
}

static void merge(const char *a, const char *b, struct coverage *sum)
{
    SCOPED(coverage_release) struct coverage first = {0};
    SCOPED(coverage_release) struct coverage second = {0};
    load(a, &first);
    load(b, &second);
    coverage_merge(sum, &first);
    coverage_merge(sum, &second);
}

/* The header holds `if (CHECK(x) && x->next)`, and CHECK is `1` in one unit and `(x != NULL)` in the other. What the
 * first unit calls branch 0 is x->next, what the second calls branch 0 is x != NULL. Tools that match by number (gcovr
 * 5.2, lcov 1.16) add the one to the other: of the six branches four are left, and x != NULL passes for taken both ways
 * although no test passed NULL. */
TEST(a_line_that_units_see_differently_keeps_all_branches)
{
    SCOPED(coverage_release) struct coverage sum = {0};
    merge("SF:/list.h\nBRDA:7,0,0,5\nBRDA:7,0,1,2\nDA:7,7\nend_of_record\n",
          "SF:/list.h\nBRDA:7,0,0,4\nBRDA:7,0,1,0\nBRDA:7,0,2,4\nBRDA:7,0,3,0\nDA:7,4\nend_of_record\n", &sum);
    const struct coverage_totals totals = coverage_totals(&sum);
    CU_ASSERT_EQUAL(totals.branches, 6);
    CU_ASSERT_EQUAL(totals.branches_taken, 4);
    CU_ASSERT_EQUAL(sum.files[0].branches[3].taken, 0);
    CU_ASSERT_EQUAL(sum.files[0].lines[0].hits, 11);
}

/* lcov 1 numbers blocks by the compiler's basic blocks: the same `if` has number 3 in one unit and 5 in another. */
TEST(a_block_that_is_numbered_otherwise_is_not_counted_twice)
{
    SCOPED(coverage_release) struct coverage sum = {0};
    merge("SF:/a.h\nBRDA:7,3,0,1\nBRDA:7,3,1,0\nDA:7,1\nend_of_record\n",
          "SF:/a.h\nBRDA:7,5,0,0\nBRDA:7,5,1,1\nDA:7,1\nend_of_record\n", &sum);
    const struct coverage_totals totals = coverage_totals(&sum);
    CU_ASSERT_EQUAL(totals.branches, 2);
    CU_ASSERT_EQUAL(totals.branches_taken, 2);
}

TEST(like_blocks_of_a_line_are_matched_in_order)
{
    static const char two[] =
        "SF:/a.h\nBRDA:7,0,0,1\nBRDA:7,0,1,0\nBRDA:7,1,0,0\nBRDA:7,1,1,1\nDA:7,1\nend_of_record\n";
    SCOPED(coverage_release) struct coverage sum = {0};
    merge(two, two, &sum);
    CU_ASSERT_EQUAL(sum.files[0].branch_count, 4);
    CU_ASSERT_EQUAL(sum.files[0].branches[0].taken, 2);
    CU_ASSERT_EQUAL(sum.files[0].branches[2].taken, 0);
    CU_ASSERT_EQUAL(sum.files[0].branches[3].taken, 2);
}

TEST(the_order_of_units_changes_nothing_but_the_order_of_blocks)
{
    static const char a[] = "SF:/a.h\nBRDA:7,0,0,1\nBRDA:7,0,1,0\nDA:7,1\nend_of_record\n";
    static const char b[] = "SF:/a.h\nBRDA:7,0,0,1\nBRDA:7,0,1,0\nBRDA:7,0,2,3\nDA:7,1\nDA:8,2\nend_of_record\n";
    SCOPED(coverage_release) struct coverage one = {0};
    SCOPED(coverage_release) struct coverage other = {0};
    merge(a, b, &one);
    merge(b, a, &other);
    struct coverage_totals x = coverage_totals(&one), y = coverage_totals(&other);
    CU_ASSERT_EQUAL(memcmp(&x, &y, sizeof x), 0);
    CU_ASSERT_EQUAL(x.branches, 5);
}

TEST(branches_with_other_words_are_other_branches)
{
    SCOPED(coverage_release) struct coverage sum = {0};
    merge("SF:/a.c\nBRDA:7,0,ready,1\nBRDA:7,0,!ready,0\nDA:7,1\nend_of_record\n",
          "SF:/a.c\nBRDA:7,0,max(a, b),1\nBRDA:7,0,!max(a, b),2\nDA:7,1\nend_of_record\n", &sum);
    const struct coverage_file *file = &sum.files[0];
    CU_ASSERT_EQUAL_FATAL(file->branch_count, 4);
    CU_ASSERT_STRING_EQUAL(coverage_file_text(file, file->branches[0].text), "ready");
    CU_ASSERT_STRING_EQUAL(coverage_file_text(file, file->branches[3].text), "!max(a, b)");
    CU_ASSERT_EQUAL(file->branches[3].taken, 2);
}

TEST(lines_with_two_checksums_come_from_two_builds)
{
    SCOPED(coverage_release) struct coverage sum = {0};
    merge("SF:/a.c\nDA:3,1,abc\nDA:4,1,same\nend_of_record\n", "SF:/a.c\nDA:3,1,xyz\nDA:4,1,same\nend_of_record\n",
          &sum);
    CU_ASSERT_EQUAL_FATAL(sum.conflict_count, 1);
    CU_ASSERT_TRUE(sum.conflicts[0].is_certain);
    CU_ASSERT_STRING_EQUAL(sum.conflicts[0].reason, "line 3 has two checksums");
}

TEST(versions_that_differ_come_from_two_builds)
{
    SCOPED(coverage_release) struct coverage sum = {0};
    merge("SF:/a.c\nVER:1\nDA:3,1\nend_of_record\n", "SF:/a.c\nVER:2\nDA:3,1\nend_of_record\n", &sum);
    CU_ASSERT_EQUAL_FATAL(sum.conflict_count, 1);
    CU_ASSERT_TRUE(sum.conflicts[0].is_certain);
}

TEST(a_function_that_moved_may_come_from_another_build)
{
    SCOPED(coverage_release) struct coverage sum = {0};
    merge("SF:/a.c\nFN:3,f\nFNDA:1,f\nDA:3,1\nend_of_record\n", "SF:/a.c\nFN:5,f\nFNDA:1,f\nDA:5,1\nend_of_record\n",
          &sum);
    CU_ASSERT_EQUAL_FATAL(sum.conflict_count, 1);
    CU_ASSERT_FALSE(sum.conflicts[0].is_certain);
    CU_ASSERT_PTR_NOT_NULL(strstr(sum.conflicts[0].reason, "'f'"));
}

/* A header's functions are not in every unit. */
TEST(functions_that_a_unit_does_not_use_are_no_conflict)
{
    SCOPED(coverage_release) struct coverage sum = {0};
    merge("SF:/a.h\nFN:3,f\nFNDA:1,f\nDA:3,1\nend_of_record\n", "SF:/a.h\nFN:5,g\nFNDA:1,g\nDA:5,1\nend_of_record\n",
          &sum);
    CU_ASSERT_EQUAL(sum.conflict_count, 0);
    CU_ASSERT_EQUAL(sum.files[0].function_count, 2);
}

TEST(which_test_reached_a_line_survives_a_merge)
{
    SCOPED(coverage_release) struct coverage sum = {0};
    size_t count;
    merge("TN:one\nSF:/a.c\nDA:3,1\nDA:4,0\nend_of_record\n", "TN:two\nSF:/a.c\nDA:3,1\nDA:4,2\nend_of_record\n", &sum);
    const struct coverage_test_line *reached = coverage_file_tests_of(&sum.files[0], 4, &count);
    CU_ASSERT_EQUAL_FATAL(count, 1);
    CU_ASSERT_STRING_EQUAL(sum.tests[reached->test], "two");
    coverage_file_tests_of(&sum.files[0], 3, &count);
    CU_ASSERT_EQUAL(count, 2);
    CU_ASSERT_PTR_NULL(coverage_file_tests_of(&sum.files[0], 5, &count));
}

/* A pile that packs after each record gives what one that never packs gives. */
TEST(a_pile_is_the_same_packed_and_unpacked)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(strbuf_release) struct strbuf plain = {0};
    SCOPED(strbuf_release) struct strbuf packed = {0};
    for (unsigned i = 0; i < 300; i++)
        strbuf_printf(
            &text,
            "TN:t%u\nSF:/"
            "%u.c\nVER:v\nFN:%u,f%u\nFNDA:%u,f%u\nBRDA:%u,0,x%u,%u\nMCDC:4,1,t,%u,0,c\nDA:%u,%u,c\nend_of_record\n",
            i % 5, i % 7, 1 + i % 9, i % 9, i, i % 9, 3 + i % 4, i % 2, i, i % 2, 1 + i % 50, i);
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "trace.info");
    CU_ASSERT_EQUAL(file_write(path, text.bytes, text.length, NULL), STATUS_OK);
    for (size_t bytes = 0; bytes < 2; bytes++) {
        struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){.unpacked_bytes = bytes});
        SCOPED(coverage_release) struct coverage coverage = {0};
        CU_ASSERT_EQUAL_FATAL(coverage_read_tracefile(path, pile, NULL), STATUS_OK);
        coverage_pile_take(pile, &coverage);
        coverage_pile_free(pile);
        CU_ASSERT_EQUAL(coverage.file_count, 7);
        coverage_format_tracefile(&coverage, bytes ? &packed : &plain);
    }
    CU_ASSERT_STRING_EQUAL(strbuf_text(&plain), strbuf_text(&packed));
}

UNIT_TESTS("model/coverage_merge", CASE(a_line_that_units_see_differently_keeps_all_branches),
           CASE(a_block_that_is_numbered_otherwise_is_not_counted_twice),
           CASE(like_blocks_of_a_line_are_matched_in_order),
           CASE(the_order_of_units_changes_nothing_but_the_order_of_blocks),
           CASE(branches_with_other_words_are_other_branches), CASE(lines_with_two_checksums_come_from_two_builds),
           CASE(versions_that_differ_come_from_two_builds), CASE(a_function_that_moved_may_come_from_another_build),
           CASE(functions_that_a_unit_does_not_use_are_no_conflict), CASE(which_test_reached_a_line_survives_a_merge),
           CASE(a_pile_is_the_same_packed_and_unpacked))
