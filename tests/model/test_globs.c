#include "cet/model/globs.h"
#include "unit_test.h"

TEST(a_star_stands_for_any_text)
{
    CU_ASSERT_TRUE(globs_match("*", "cet-errno-stale"));
    CU_ASSERT_TRUE(globs_match("cet-*", "cet-errno-stale"));
    CU_ASSERT_TRUE(globs_match("*-stale", "cet-errno-stale"));
    CU_ASSERT_TRUE(globs_match("c*-*-s*e", "cet-errno-stale"));
    CU_ASSERT_FALSE(globs_match("cet-*-self", "cet-errno-stale"));
}

TEST(a_name_matches_whole)
{
    CU_ASSERT_TRUE(globs_match("cet-a", "cet-a"));
    CU_ASSERT_FALSE(globs_match("cet-a", "cet-ab"));
    CU_ASSERT_FALSE(globs_match("cet-ab", "cet-a"));
}

TEST(later_globs_win)
{
    CU_ASSERT_FALSE(globs_match("*,-cet-a", "cet-a"));
    CU_ASSERT_TRUE(globs_match("*,-cet-a", "cet-b"));
    CU_ASSERT_TRUE(globs_match("-*,cet-a", "cet-a"));
    CU_ASSERT_TRUE(globs_match("*,-cet-*,cet-a", "cet-a"));
}

TEST(blanks_around_globs_do_not_count)
{
    CU_ASSERT_TRUE(globs_match(" bugprone-x , cet-a ", "cet-a"));
    CU_ASSERT_TRUE(globs_match("* , - ", "cet-a"));
}

TEST(an_empty_list_matches_nothing)
{
    CU_ASSERT_FALSE(globs_match("", "cet-a"));
    CU_ASSERT_FALSE(globs_match(",,", "cet-a"));
}

UNIT_TESTS("model/globs", CASE(a_star_stands_for_any_text), CASE(a_name_matches_whole), CASE(later_globs_win),
           CASE(blanks_around_globs_do_not_count), CASE(an_empty_list_matches_nothing))
