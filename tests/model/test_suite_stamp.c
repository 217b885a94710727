/* A suite is stale when another one would be made today, and it says why. */
#include "cet/model/suite_stamp.h"

#include "cet/core/memory.h"
#include "unit_test.h"

static struct suite_stamp make(const char *tool, uint64_t seed, const char *digest)
{
    struct suite_stamp stamp = {.tool = tool, .seed = seed};
    suite_stamp_add_word(&stamp, "list.c");
    suite_stamp_add_word(&stamp, "-I$(SRC_DIR)");
    suite_stamp_add_file(&stamp, "list.c", digest);
    suite_stamp_add_file(&stamp, "list.h", "aa");
    return stamp;
}

static void expect_reasons(const struct suite_stamp *then, const struct suite_stamp *now, const char *reasons)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    suite_stamp_compare(then, now, &text);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), reasons);
}

TEST(the_same_making_gives_no_reason)
{
    SCOPED(suite_stamp_release) struct suite_stamp then = make("cet 1", 1, "bb");
    SCOPED(suite_stamp_release) struct suite_stamp now = make("cet 1", 1, "bb");
    expect_reasons(&then, &now, "");
}

TEST(each_difference_is_told)
{
    SCOPED(suite_stamp_release) struct suite_stamp then = make("cet 1", 1, "bb");
    SCOPED(suite_stamp_release) struct suite_stamp now = make("cet 2", 2, "cc");
    now.executions = 5;
    now.budget_s = 7;
    suite_stamp_add_word(&now, "-DX");
    suite_stamp_add_file(&then, "old.h", "dd");
    suite_stamp_add_file(&now, "new.h", "dd");
    expect_reasons(&then, &now,
                   "it was made by cet 1, this is cet 2\n"
                   "it was made with seed 1, not 2\n"
                   "it was made with --executions 0, not 5 (0: from the branches)\n"
                   "it was made with --budget 0, not 7 (0: none)\n"
                   "it was made for 'nothing' where now '-DX' stands (units, compiler's and linker's words)\n"
                   "'list.c' has changed\n"
                   "'new.h' was not used then\n"
                   "'old.h' is no longer used\n");
}

TEST(a_file_that_is_gone_is_told)
{
    SCOPED(suite_stamp_release) struct suite_stamp then = make("cet 1", 1, "bb");
    SCOPED(suite_stamp_release) struct suite_stamp now = make("cet 1", 1, "");
    expect_reasons(&then, &now, "'list.c' is no longer there\n");
}

TEST(a_part_is_known_by_program_name_and_digest)
{
    SCOPED(suite_stamp_release) struct suite_stamp stamp = {0};
    suite_stamp_add_part(&stamp, "test_a.c", "test_x", "11");
    CU_ASSERT_TRUE(suite_stamp_has_part(&stamp, "test_a.c", "test_x", "11"));
    CU_ASSERT_FALSE(suite_stamp_has_part(&stamp, "test_a.c", "test_x", "12"));
    CU_ASSERT_FALSE(suite_stamp_has_part(&stamp, "test_a.c", "test_y", "11"));
    CU_ASSERT_FALSE(suite_stamp_has_part(&stamp, "test_b.c", "test_x", "11"));
}

UNIT_TESTS("model/suite_stamp", CASE(the_same_making_gives_no_reason), CASE(each_difference_is_told),
           CASE(a_file_that_is_gone_is_told), CASE(a_part_is_known_by_program_name_and_digest))
