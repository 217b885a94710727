#include "comment_blocks.h"

#include "cet/core/memory.h"
#include "unit_test.h"

static struct fact_file files[] = {{.path = "/a.c", .is_main = true}, {.path = "/usr/include/x.h", .is_system = true}};

static struct comment_blocks read_blocks(struct fact_comment *comments, uint32_t count, struct arena *arena)
{
    struct facts facts = {.files = files, .file_count = 2, .comments = comments, .comment_count = count};
    return comment_blocks_read(&facts, arena);
}

TEST(lines_under_each_other_are_one_block)
{
    SCOPED(arena_release) struct arena arena = {0};
    struct fact_comment comments[] = {{.range = {0, 5, 5, 5, 15}, .text = "first"},
                                      {.range = {0, 6, 5, 6, 15}, .text = "  second "},
                                      {.range = {0, 7, 9, 7, 15}, .text = "another column"},
                                      {.range = {0, 9, 9, 9, 15}, .text = "another line"},
                                      {.range = {0, 10, 9, 10, 15}, .text = "behind code", .is_behind_code = true},
                                      {.range = {1, 1, 1, 1, 9}, .text = "of the system"}};
    struct comment_blocks blocks = read_blocks(comments, 6, &arena);
    CU_ASSERT_EQUAL_FATAL(blocks.count, 4);
    CU_ASSERT_EQUAL_FATAL(blocks.items[0].line_count, 2);
    CU_ASSERT_EQUAL(blocks.items[0].range.end_line, 6);
    CU_ASSERT_EQUAL(blocks.items[0].lines[1].indent, 2);
    CU_ASSERT_EQUAL(blocks.items[0].lines[1].length, 8);
    CU_ASSERT_TRUE(blocks.items[3].is_behind_code);
}

TEST(lines_of_a_comment_have_their_own_places)
{
    SCOPED(arena_release) struct arena arena = {0};
    struct fact_comment comment = {.range = {0, 5, 5, 9, 3}, .text = "one\n\nthree", .skipped = 1};
    struct comment_blocks blocks = read_blocks(&comment, 1, &arena);
    CU_ASSERT_EQUAL_FATAL(blocks.count, 1);
    CU_ASSERT_EQUAL_FATAL(blocks.items[0].line_count, 3);
    CU_ASSERT_EQUAL(blocks.items[0].lines[0].range.line, 6);
    CU_ASSERT_EQUAL(blocks.items[0].lines[1].length, 0);
    CU_ASSERT_EQUAL(blocks.items[0].lines[2].range.line, 8);
}

UNIT_TESTS("check/comment_blocks", CASE(lines_under_each_other_are_one_block),
           CASE(lines_of_a_comment_have_their_own_places))
