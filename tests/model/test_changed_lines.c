#include "cet/core/memory.h"
#include "cet/model/changed_lines.h"
#include "unit_test.h"

static enum status parse(const char *text, struct changed_lines *changed)
{
    return changed_lines_parse("diff", text, strlen(text), changed, NULL);
}

TEST(added_lines_are_those_of_the_new_file)
{
    SCOPED(changed_lines_release) struct changed_lines changed = {0};
    CU_ASSERT_EQUAL(
        parse("diff --git a/src/a.c b/src/a.c\n--- a/src/a.c\n+++ b/src/a.c\n"
              "@@ -3,4 +3,5 @@ int f(void)\n one\n-two\n+TWO\n+more\n three\n four\n@@ -20 +21 @@\n-x\n+y\n",
              &changed),
        STATUS_OK);
    CU_ASSERT_FALSE(changed_lines_touch(&changed, "src/a.c", 3, 3));
    CU_ASSERT_TRUE(changed_lines_touch(&changed, "src/a.c", 4, 4));
    CU_ASSERT_TRUE(changed_lines_touch(&changed, "src/a.c", 5, 5));
    CU_ASSERT_FALSE(changed_lines_touch(&changed, "src/a.c", 6, 20));
    CU_ASSERT_TRUE(changed_lines_touch(&changed, "src/a.c", 6, 21));
    CU_ASSERT_FALSE(changed_lines_touch(&changed, "a.c", 4, 4));
}

TEST(lines_of_code_that_look_like_heads_are_lines)
{
    SCOPED(changed_lines_release) struct changed_lines changed = {0};
    CU_ASSERT_EQUAL(
        parse("--- a.c\t2026-01-01\n+++ a.c\t2026-01-02\n@@ -1,2 +1,2 @@\n--- i;\n+++ b/i;\n @@ -1 +1 @@\n", &changed),
        STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(changed.count, 1);
    CU_ASSERT_STRING_EQUAL(changed.files[0].path, "a.c");
    CU_ASSERT_TRUE(changed_lines_touch(&changed, "a.c", 1, 1));
    CU_ASSERT_FALSE(changed_lines_touch(&changed, "a.c", 2, 2));
}

TEST(deletions_and_deleted_files_change_no_line)
{
    SCOPED(changed_lines_release) struct changed_lines changed = {0};
    CU_ASSERT_EQUAL(parse("--- a/x.c\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n"
                          "--- a/y.c\n+++ b/y.c\n@@ -4,2 +3,0 @@\n-a\n-b\n\\ No newline at end of file\n",
                          &changed),
                    STATUS_OK);
    CU_ASSERT_FALSE(changed_lines_touch(&changed, "x.c", 0, 9));
    CU_ASSERT_FALSE(changed_lines_touch(&changed, "y.c", 1, 9));
}

TEST(what_was_taken_away_is_reached_inside_of_its_surroundings)
{
    SCOPED(changed_lines_release) struct changed_lines changed = {0};
    CU_ASSERT_EQUAL(parse("--- a/y.c\n+++ b/y.c\n@@ -4,2 +3,0 @@\n-a\n-b\n"
                          "@@ -20,3 +18,2 @@\n x\n-gone\n y\n",
                          &changed),
                    STATUS_OK);
    CU_ASSERT_TRUE(changed_lines_reach(&changed, "y.c", 3, 4));
    CU_ASSERT_TRUE(changed_lines_reach(&changed, "y.c", 1, 9));
    CU_ASSERT_FALSE(changed_lines_reach(&changed, "y.c", 1, 3));
    CU_ASSERT_FALSE(changed_lines_reach(&changed, "y.c", 4, 9));
    CU_ASSERT_TRUE(changed_lines_reach(&changed, "y.c", 18, 19));
    CU_ASSERT_FALSE(changed_lines_reach(&changed, "y.c", 19, 30));
    CU_ASSERT_FALSE(changed_lines_touch(&changed, "y.c", 1, 30));
}

TEST(quoted_names_are_read_as_git_writes_them)
{
    SCOPED(changed_lines_release) struct changed_lines changed = {0};
    CU_ASSERT_EQUAL(parse("--- /dev/null\n+++ \"b/\\303\\266\\\"\\t.c\"\n@@ -0,0 +1 @@\n+a\n", &changed), STATUS_OK);
    CU_ASSERT_TRUE(changed_lines_touch(&changed, "\xc3\xb6\"\t.c", 1, 1));
}

TEST(what_is_no_diff_is_refused_and_nothing_changes_nothing)
{
    static const char *const wrong[] = {"int f(void);\n", "+++ b/a.c\n@@ -1 +1 @@\n-a\n", "+++ b/a.c\n@@ -1 +x @@\n",
                                        "+++ b/a.c\n@@ -1 +1 @@\n?\n", "+++ b/a.c\n@@ -0,0 +1 @@\n-a\n"};
    SCOPED(changed_lines_release) struct changed_lines nothing = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(wrong); i++) {
        SCOPED(changed_lines_release) struct changed_lines changed = {0};
        CU_ASSERT_EQUAL(parse(wrong[i], &changed), STATUS_INVALID);
    }
    CU_ASSERT_EQUAL(parse("", &nothing), STATUS_OK);
    CU_ASSERT_EQUAL(nothing.count, 0);
}

UNIT_TESTS("model/changed_lines", CASE(added_lines_are_those_of_the_new_file),
           CASE(lines_of_code_that_look_like_heads_are_lines), CASE(deletions_and_deleted_files_change_no_line),
           CASE(what_was_taken_away_is_reached_inside_of_its_surroundings),
           CASE(quoted_names_are_read_as_git_writes_them), CASE(what_is_no_diff_is_refused_and_nothing_changes_nothing))
