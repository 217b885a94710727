#include "cet/core/memory.h"
#include "cet/mutate/list.h"
#include "unit_test.h"

static const char source[] = "one\ntwo\nthree\nif (a < b)\nfive\nsix\nseven\neight";

static struct mutant boundary(void)
{
    return (struct mutant){.id = "0123456789abcdef",
                           .path = "a.c",
                           .line = 4,
                           .column = 7,
                           .end_line = 4,
                           .end_column = 8,
                           .original = "<",
                           .replacement = "<="};
}

static enum status format(const struct mutant *mutant, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_add_text(&text, source);
    return mutant_format_patch(mutant, "a.c", &text, out, NULL);
}

TEST(a_patch_has_three_lines_around_the_change)
{
    SCOPED(strbuf_release) struct strbuf patch = {0};
    struct mutant mutant = boundary();
    CU_ASSERT_EQUAL(format(&mutant, &patch), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&patch),
                           "--- a/a.c\n+++ b/a.c\n@@ -1,7 +1,7 @@\n one\n two\n three\n-if (a < b)\n"
                           "+if (a <= b)\n five\n six\n seven\n");
}

TEST(the_last_line_may_lack_its_newline)
{
    SCOPED(strbuf_release) struct strbuf patch = {0};
    struct mutant mutant = boundary();
    mutant.line = mutant.end_line = 8;
    mutant.column = 1;
    mutant.end_column = 6;
    mutant.original = "eight";
    mutant.replacement = "0";
    CU_ASSERT_EQUAL(format(&mutant, &patch), STATUS_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&patch), "-eight\n\\ No newline at end of file\n+0\n\\ No newline"));
}

TEST(a_source_that_changed_is_refused)
{
    SCOPED(strbuf_release) struct strbuf patch = {0};
    struct mutant mutant = boundary();
    mutant.original = ">";
    CU_ASSERT_EQUAL(format(&mutant, &patch), STATUS_INVALID);
    mutant.original = "<";
    mutant.line = mutant.end_line = 99;
    CU_ASSERT_EQUAL(format(&mutant, &patch), STATUS_INVALID);
}

UNIT_TESTS("mutate/patch", CASE(a_patch_has_three_lines_around_the_change), CASE(the_last_line_may_lack_its_newline),
           CASE(a_source_that_changed_is_refused))
