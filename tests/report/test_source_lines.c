#include "source_file.h"
#include "source_lines.h"
#include "unit_test.h"

static const char *line_text(const struct source_lines *lines, uint32_t line)
{
    static char text[64];
    size_t length;
    const char *found = source_lines_get(lines, line, &length);
    if (!found)
        return "none";
    snprintf(text, sizeof text, "%.*s", (int)length, found);
    return text;
}

TEST(lines_come_without_their_ends)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("one\r\n\nthree\nlast");
    SCOPED(source_lines_release) struct source_lines lines = {0};
    source_lines_load(&lines, source.path);
    CU_ASSERT_EQUAL(lines.line_count, 4);
    CU_ASSERT_STRING_EQUAL(line_text(&lines, 1), "one");
    CU_ASSERT_STRING_EQUAL(line_text(&lines, 2), "");
    CU_ASSERT_STRING_EQUAL(line_text(&lines, 3), "three");
    CU_ASSERT_STRING_EQUAL(line_text(&lines, 4), "last");
    CU_ASSERT_STRING_EQUAL(line_text(&lines, 5), "none");
    CU_ASSERT_STRING_EQUAL(line_text(&lines, 0), "none");
}

TEST(an_empty_file_and_a_missing_one_have_no_lines)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("");
    SCOPED(source_lines_release) struct source_lines lines = {0};
    source_lines_load(&lines, source.path);
    CU_ASSERT_EQUAL(lines.line_count, 0);
    source_lines_load(&lines, "/no/such/file.c");
    CU_ASSERT_EQUAL(lines.line_count, 0);
    CU_ASSERT_STRING_EQUAL(line_text(&lines, 1), "none");
}

TEST(another_path_replaces_the_first)
{
    SCOPED(source_file_release) struct source_file first = source_file_new("first\n");
    SCOPED(source_file_release) struct source_file second = source_file_new("second\n");
    SCOPED(source_lines_release) struct source_lines lines = {0};
    source_lines_load(&lines, first.path);
    source_lines_load(&lines, second.path);
    CU_ASSERT_STRING_EQUAL(line_text(&lines, 1), "second");
}

UNIT_TESTS("report/source_lines", CASE(lines_come_without_their_ends),
           CASE(an_empty_file_and_a_missing_one_have_no_lines), CASE(another_path_replaces_the_first))
