#include "change_example.h"
#include "markdown.h"
#include "unit_test.h"

static void close_example(struct change_example *example)
{
    change_example_close(example);
}

static bool has(const struct strbuf *out, const char *text)
{
    return strstr(strbuf_text(out), text) != NULL;
}

TEST(the_marker_and_the_verdict_come_first)
{
    SCOPED(close_example) struct change_example example;
    SCOPED(strbuf_release) struct strbuf out = {0};
    change_example_open(&example);
    report_change_markdown(&example.report, REPORT_COMMENT_MAX_BYTES, &out);
    CU_ASSERT_PTR_EQUAL(strstr(strbuf_text(&out), REPORT_COMMENT_MARKER "\n## cet: rejected\n"), strbuf_text(&out));
    CU_ASSERT_TRUE(has(&out, "Since `origin/main` (abcdef123456)."));
}

TEST(new_code_stands_there_with_what_is_missing)
{
    SCOPED(close_example) struct change_example example;
    SCOPED(strbuf_release) struct strbuf out = {0};
    change_example_open(&example);
    report_change_markdown(&example.report, REPORT_COMMENT_MAX_BYTES, &out);
    CU_ASSERT_TRUE(has(&out, "| `a.c` | 5 of 7 | 1 of 2 | 3, 5-6 |"));
    CU_ASSERT_TRUE(has(&out, "line 71.4 % of 100.0 % (5 of 7)"));
    CU_ASSERT_TRUE(has(&out, "```diff\n-     return a * b;\n+     return a / b;\n```"));
    CU_ASSERT_TRUE(has(&out, "cet mutate why 0000000000000004 --results cet-report"));
    CU_ASSERT_TRUE(has(&out, "\n1 edits of the new lines are run by no test.\n"));
    CU_ASSERT_TRUE(has(&out, "- `/elsewhere/z.c`: does not compile"));
}

TEST(only_new_findings_are_in_it)
{
    SCOPED(close_example) struct change_example example;
    SCOPED(strbuf_release) struct strbuf out = {0};
    change_example_open(&example);
    report_change_markdown(&example.report, REPORT_COMMENT_MAX_BYTES, &out);
    CU_ASSERT_TRUE(has(&out, "### New findings (1)") && has(&out, "cet-x") && !has(&out, "cet-old"));
}

TEST(text_from_outside_stays_text)
{
    SCOPED(close_example) struct change_example example;
    SCOPED(strbuf_release) struct strbuf out = {0};
    change_example_open(&example);
    report_change_markdown(&example.report, REPORT_COMMENT_MAX_BYTES, &out);
    CU_ASSERT_FALSE(has(&out, "<script>") || has(&out, "@user") || has(&out, "#1 "));
    CU_ASSERT_TRUE(has(&out, "&lt;script&gt;"));
    CU_ASSERT_TRUE(has(&out, "````\nfirst\n```\n<b>last</b> line\n````\n"));
}

TEST(it_never_exceeds_its_bound_and_says_what_was_cut)
{
    SCOPED(close_example) struct change_example example;
    change_example_open(&example);
    for (unsigned i = 0; i < 3000; i++) {
        SCOPED(strbuf_release) struct strbuf message = {0};
        strbuf_printf(&message, "finding number %u with some text", i);
        finding_set_add(&example.findings, &(struct finding){.rule = "cet-many",
                                                             .path = example.source.path,
                                                             .line = i + 1,
                                                             .function = "",
                                                             .message = strbuf_text(&message),
                                                             .source = "cet",
                                                             .cwe = ""});
    }
    static const size_t limits[] = {REPORT_COMMENT_MAX_BYTES, 20000, 2000};
    for (size_t i = 0; i < ARRAY_LENGTH(limits); i++) {
        SCOPED(strbuf_release) struct strbuf out = {0};
        report_change_markdown(&example.report, limits[i], &out);
        CU_ASSERT_TRUE(out.length <= limits[i]);
        CU_ASSERT_TRUE(has(&out, "more entries do not fit into a comment of"));
    }
}

TEST(a_report_without_parts_is_one_too)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    const struct verdict verdict = {.outcome = VERDICT_ACCEPTED};
    report_change_markdown(
        &(struct change_report){.verdict = &verdict, .base = "a", .base_name = "main", .folder = "out"}, 65536, &out);
    CU_ASSERT_TRUE(has(&out, "## cet: accepted"));
}

TEST(code_holds_no_backtick_and_a_fence_is_longer_than_any)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    markdown_add_code(&out, "a`b|c\nd");
    CU_ASSERT_STRING_EQUAL(strbuf_text(&out), "`a'b/c d`");
    strbuf_clear(&out);
    markdown_add_block(&out, "diff", "````x");
    CU_ASSERT_STRING_EQUAL(strbuf_text(&out), "`````diff\n````x\n`````\n");
}

UNIT_TESTS("report/change_markdown", CASE(the_marker_and_the_verdict_come_first),
           CASE(new_code_stands_there_with_what_is_missing), CASE(only_new_findings_are_in_it),
           CASE(text_from_outside_stays_text), CASE(it_never_exceeds_its_bound_and_says_what_was_cut),
           CASE(a_report_without_parts_is_one_too), CASE(code_holds_no_backtick_and_a_fence_is_longer_than_any))
