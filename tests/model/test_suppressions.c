#include "cet/core/memory.h"
#include "cet/model/suppressions.h"
#include "unit_test.h"

static struct fact_file files[] = {{.path = "/a.c"}, {.path = "/b.h"}, {.path = "/usr/include/c.h", .is_system = true}};

static bool covers(const struct fact_comment *comments, uint32_t count, uint32_t file, uint32_t line)
{
    struct facts facts = {
        .files = files, .file_count = 3, .comments = (struct fact_comment *)comments, .comment_count = count};
    SCOPED(suppressions_release) struct suppressions suppressions = {0};
    suppressions_read(&suppressions, &facts);
    return suppressions_cover(&suppressions, "cet-a", (struct source_range){.file = file, .line = line});
}

TEST(a_mark_covers_its_own_line_and_file)
{
    struct fact_comment comment = {{0, 5, 10, 5, 20}, "NOLINT", 0, false};
    CU_ASSERT_TRUE(covers(&comment, 1, 0, 5));
    CU_ASSERT_FALSE(covers(&comment, 1, 0, 4));
    CU_ASSERT_FALSE(covers(&comment, 1, 0, 6));
    CU_ASSERT_FALSE(covers(&comment, 1, 1, 5));
}

TEST(a_mark_inside_a_long_comment_covers_its_own_line)
{
    struct fact_comment comment = {{0, 5, 1, 7, 3}, "first\nNOLINT(cet-a)\nlast", 0, false};
    CU_ASSERT_TRUE(covers(&comment, 1, 0, 6));
    CU_ASSERT_FALSE(covers(&comment, 1, 0, 5));
}

TEST(lines_of_marks_before_the_text_are_counted)
{
    struct fact_comment comment = {{0, 5, 1, 9, 3}, "first\nNOLINT(cet-a)\nlast", 1, false};
    CU_ASSERT_TRUE(covers(&comment, 1, 0, 7));
    CU_ASSERT_FALSE(covers(&comment, 1, 0, 6));
}

TEST(nextline_covers_the_line_behind_the_comment)
{
    struct fact_comment comment = {{0, 5, 1, 6, 3}, "NOLINTNEXTLINE(cet-a)\nwhy", 0, false};
    CU_ASSERT_TRUE(covers(&comment, 1, 0, 7));
    CU_ASSERT_FALSE(covers(&comment, 1, 0, 6));
}

TEST(a_region_ends_where_a_mark_with_the_same_list_says)
{
    struct fact_comment comments[] = {{{0, 2, 1, 2, 9}, "NOLINTBEGIN(cet-a)", 0, false},
                                      {{0, 4, 1, 4, 9}, "NOLINTBEGIN(cet-b)", 0, false},
                                      {{0, 6, 1, 6, 9}, "NOLINTEND(cet-b)", 0, false},
                                      {{0, 8, 1, 8, 9}, "NOLINTEND(cet-a)", 0, false}};
    CU_ASSERT_TRUE(covers(comments, 4, 0, 7));
    CU_ASSERT_FALSE(covers(comments, 4, 0, 9));
    CU_ASSERT_FALSE(covers(comments + 1, 2, 0, 5));
}

TEST(a_region_without_an_end_covers_nothing)
{
    struct fact_comment comments[] = {{{0, 2, 1, 2, 9}, "NOLINTBEGIN", 0, false},
                                      {{1, 9, 1, 9, 9}, "NOLINTEND", 0, false}};
    CU_ASSERT_FALSE(covers(comments, 2, 0, 3));
}

TEST(other_words_and_lists_cover_nothing)
{
    struct fact_comment comments[] = {{{0, 5, 1, 5, 9}, "NOLINTED", 0, false},
                                      {{0, 5, 1, 5, 9}, "XNOLINT", 0, false},
                                      {{0, 5, 1, 5, 9}, "NOLINT()", 0, false},
                                      {{0, 5, 1, 5, 9}, "NOLINT(cet-b)", 0, false}};
    CU_ASSERT_FALSE(covers(comments, 4, 0, 5));
}

TEST(marks_are_found_in_the_source_itself)
{
    static const char text[] = "char *s = \"// NOLINT(cet-a)\"; // NOLINT(cet-a): prints only \n"
                               "#error don't\n"
                               "int a; /* NOLINTNEXTLINE(cet-mutate) -- why */\n"
                               "int b; // NOLINT";
    SCOPED(suppressions_release) struct suppressions suppressions = {0};
    suppressions_read_text(&suppressions, 7, text, strlen(text));
    CU_ASSERT_EQUAL_FATAL(suppressions.count, 3);
    CU_ASSERT_STRING_EQUAL(suppressions.items[0].reason, "prints only");
    CU_ASSERT_EQUAL(suppressions.items[0].file, 7);
    CU_ASSERT_EQUAL(suppressions.items[1].first_line, 4);
    CU_ASSERT_EQUAL(suppressions.items[1].line, 3);
    CU_ASSERT_STRING_EQUAL(suppressions.items[1].reason, "why");
    CU_ASSERT_TRUE(suppressions.items[2].is_bare);
    CU_ASSERT_STRING_EQUAL(suppressions.items[2].reason, "");
}

TEST(halves_without_their_other_half_are_kept_apart)
{
    struct fact_comment comments[] = {{.range = {0, 2, 1, 2, 9}, .text = "NOLINTEND(cet-a)"},
                                      {.range = {0, 3, 1, 3, 9}, .text = "NOLINTBEGIN(cet-a)"},
                                      {.range = {0, 5, 1, 5, 9}, .text = "NOLINTEND(cet-a)"},
                                      {.range = {0, 7, 1, 7, 9}, .text = "NOLINTBEGIN(cet-b)"}};
    struct facts facts = {.files = files, .file_count = 3, .comments = comments, .comment_count = 4};
    SCOPED(suppressions_release) struct suppressions suppressions = {0};
    suppressions_read(&suppressions, &facts);
    CU_ASSERT_EQUAL(suppressions.count, 1);
    CU_ASSERT_EQUAL_FATAL(suppressions.unmatched_count, 2);
    CU_ASSERT(!suppressions.unmatched[0].is_begin && suppressions.unmatched[0].line == 2);
    CU_ASSERT(suppressions.unmatched[1].is_begin && suppressions.unmatched[1].line == 7);
    CU_ASSERT_STRING_EQUAL(suppressions.unmatched[1].globs, "cet-b");
}

UNIT_TESTS("model/suppressions", CASE(halves_without_their_other_half_are_kept_apart),
           CASE(a_mark_covers_its_own_line_and_file), CASE(a_mark_inside_a_long_comment_covers_its_own_line),
           CASE(lines_of_marks_before_the_text_are_counted), CASE(nextline_covers_the_line_behind_the_comment),
           CASE(a_region_ends_where_a_mark_with_the_same_list_says), CASE(a_region_without_an_end_covers_nothing),
           CASE(other_words_and_lists_cover_nothing), CASE(marks_are_found_in_the_source_itself))
