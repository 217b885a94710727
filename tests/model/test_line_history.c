#include "cet/model/line_history.h"

#include "cet/core/memory.h"
#include "cet/model/source.h"
#include "unit_test.h"

#include <string.h>

/* Ten lines: function 0 in 1-4, function 1 in 6-10. */
static struct line_history two_functions(void)
{
    struct line_history history = {.owner_count = 2};
    line_history_add_file(&history, "a.c", 10);
    line_history_own(&history, "a.c", 1, 4, 0);
    line_history_own(&history, "a.c", 6, 10, 1);
    return history;
}

static void read_text(struct line_history *history, const char *text)
{
    line_history_read(history, text, strlen(text));
}

TEST(a_changed_line_counts_for_its_function)
{
    SCOPED(line_history_release) struct line_history history = two_functions();
    read_text(&history, "\1one\n--- a/a.c\n+++ b/a.c\n@@ -7 +7 @@ int f(void)\n-    old\n+    new\n");
    CU_ASSERT_EQUAL(history.commits, 1);
    CU_ASSERT_EQUAL(history.changes[0], 0);
    CU_ASSERT_EQUAL(history.changes[1], 1);
}

TEST(lines_are_followed_to_where_they_were)
{
    SCOPED(line_history_release) struct line_history history = two_functions();
    /* The later commit put a line above all, so that line 1 of the earlier one is line 2 now. */
    read_text(&history, "\1later\n+++ b/a.c\n@@ -0,0 +1 @@\n+/* new */\n"
                        "\1earlier\n+++ b/a.c\n@@ -5 +5 @@\n-x\n+y\n");
    CU_ASSERT_EQUAL(history.changes[0], 1); /* the line above was its own */
    CU_ASSERT_EQUAL(history.changes[1], 1); /* line 5 then is line 6 now */
}

TEST(a_commit_counts_once_for_a_function)
{
    SCOPED(line_history_release) struct line_history history = two_functions();
    read_text(&history, "\1one\n+++ b/a.c\n@@ -6 +6 @@\n-a\n+b\n@@ -9 +9 @@\n-a\n+b\n");
    CU_ASSERT_EQUAL(history.changes[1], 1);
}

TEST(what_is_taken_away_inside_counts)
{
    SCOPED(line_history_release) struct line_history history = two_functions();
    read_text(&history, "\1one\n+++ b/a.c\n@@ -8,2 +7,0 @@\n-a\n-b\n");
    CU_ASSERT_EQUAL(history.changes[1], 1);
    CU_ASSERT_EQUAL(history.files[0].line_count, 12);
    CU_ASSERT_EQUAL(history.files[0].owners[8], 1);
}

TEST(what_is_not_committed_moves_lines_only)
{
    SCOPED(line_history_release) struct line_history history = two_functions();
    read_text(&history, "+++ b/a.c\n@@ -1,0 +2,2 @@\n+a\n+b\n\1one\n+++ b/a.c\n@@ -4 +4 @@\n-a\n+b\n");
    CU_ASSERT_EQUAL(history.changes[0], 0);
    CU_ASSERT_EQUAL(history.changes[1], 1);
}

TEST(lines_of_a_hunk_are_no_heads)
{
    SCOPED(line_history_release) struct line_history history = two_functions();
    read_text(&history, "\1one\n+++ b/other.c\n@@ -1,2 +1,2 @@\n--- a/a.c\n-x\n+++ b/a.c\n+@@ -1 +1 @@\n");
    CU_ASSERT_EQUAL(history.changes[0], 0);
}

TEST(a_hunk_beyond_the_file_ends_what_is_known_of_it)
{
    SCOPED(line_history_release) struct line_history history = two_functions();
    read_text(&history, "\1one\n+++ b/a.c\n@@ -90 +90 @@\n-x\n+y\n@@ -1 +1 @@\n-x\n+y\n");
    CU_ASSERT_EQUAL(history.changes[0], 0);
    CU_ASSERT_EQUAL(history.files[0].line_count, 10);
}

UNIT_TESTS("model/line_history", CASE(a_changed_line_counts_for_its_function),
           CASE(lines_are_followed_to_where_they_were), CASE(a_commit_counts_once_for_a_function),
           CASE(what_is_taken_away_inside_counts), CASE(what_is_not_committed_moves_lines_only),
           CASE(lines_of_a_hunk_are_no_heads), CASE(a_hunk_beyond_the_file_ends_what_is_known_of_it))
