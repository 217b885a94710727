/* JUnit, annotations, badges and the screen, of one change. With an argument: writes the JUnit file there, for a
 * validator. */
#include "cet/report/mutants.h"
#include "change_example.h"
#include "unit_test.h"

static void close_example(struct change_example *example)
{
    change_example_close(example);
}

static bool has(const struct strbuf *out, const char *text)
{
    return strstr(strbuf_text(out), text) != NULL;
}

static size_t count(const struct strbuf *out, const char *text)
{
    size_t found = 0;
    for (const char *at = strstr(strbuf_text(out), text); at; at = strstr(at + 1, text))
        found++;
    return found;
}

TEST(junit_has_a_suite_for_each_stage)
{
    SCOPED(close_example) struct change_example example;
    SCOPED(strbuf_release) struct strbuf out = {0};
    change_example_open(&example);
    report_change_junit(&example.report, &out);
    CU_ASSERT_EQUAL(count(&out, "<testsuite "), 4);
    CU_ASSERT_TRUE(has(&out, "<testcase name=\"a.c:4 cet-x\" classname=\"cet.scan\" time=\"0\">"));
    CU_ASSERT_TRUE(has(&out, "a.c: no test executes the new lines 3, 5-6"));
    CU_ASSERT_TRUE(has(&out, "5 edits of new lines are noticed by no test"));
    CU_ASSERT_TRUE(has(&out, "message=\"`make check` fails: exit code 2 &amp; more\""));
    CU_ASSERT_TRUE(has(&out, "timestamp=\"2026-01-02T03:04:05\"") && !has(&out, "05Z\""));
    CU_ASSERT_FALSE(has(&out, "<script>") || has(&out, "\x01") || has(&out, "cet-old"));
}

TEST(stages_that_did_not_run_are_skipped_and_broken_ones_are_errors)
{
    SCOPED(close_example) struct change_example example;
    SCOPED(strbuf_release) struct strbuf out = {0};
    change_example_open(&example);
    example.verdict.stages[2].status = STAGE_BROKEN;
    example.verdict.stages[3].status = STAGE_NOT_RUN;
    report_change_junit(&example.report, &out);
    CU_ASSERT_EQUAL(count(&out, "<error message="), 1);
    CU_ASSERT_EQUAL(count(&out, "<skipped/>"), 1);
}

TEST(annotations_are_of_the_new_code_and_no_text_ends_one)
{
    SCOPED(close_example) struct change_example example;
    SCOPED(strbuf_release) struct strbuf out = {0};
    change_example_open(&example);
    report_change_annotations(&example.report, &out);
    CU_ASSERT_TRUE(has(&out, "::error file=a.c,line=4,title=cet-x::"));
    CU_ASSERT_TRUE(has(&out, "::warning file=a.c,line=5,endLine=6,title=No test executes this::"));
    CU_ASSERT_TRUE(has(&out, "::warning file=a.c,line=5,col=14,endColumn=15,title=No test notices::"));
    CU_ASSERT_EQUAL(count(&out, "\n"), 1 + 2 + 5);
}

TEST(no_more_than_ten_annotations_of_a_kind)
{
    SCOPED(close_example) struct change_example example;
    SCOPED(strbuf_release) struct strbuf out = {0};
    change_example_open(&example);
    struct coverage_change_file *file = &example.new_code.files[0];
    for (uint32_t i = 0; i < 20; i++)
        ARRAY_PUSH(file->missing, file->missing_count, file->missing_capacity, ((struct line_run){100 + i, 100 + i}));
    report_change_annotations(&example.report, &out);
    CU_ASSERT_EQUAL(count(&out, "No test executes this"), 10);
    CU_ASSERT_TRUE(has(&out, "::notice::12 more runs of new lines are executed by no test\n"));
}

TEST(the_screen_says_what_failed_and_what_to_do)
{
    SCOPED(close_example) struct change_example example;
    SCOPED(strbuf_release) struct strbuf out = {0};
    change_example_open(&example);
    report_change_text(&example.report, false, &out);
    CU_ASSERT_TRUE(has(&out, "  coverage  missed   line 71.4 % of 100.0 % (5 of 7), 1.5 s\n"));
    CU_ASSERT_TRUE(has(&out, "  a.c:4: <script>") && has(&out, "  a.c:5-6\n") && has(&out, "  | <b>last</b> line\n"));
    CU_ASSERT_TRUE(has(&out, "; cet mutate why 0000000000000004 --results cet-report\n"));
    CU_ASSERT_TRUE(has(&out, "\nrejected (since origin/main, abcdef123456)\n"));
    CU_ASSERT_FALSE(has(&out, "\x01") || has(&out, "\033"));
    CU_ASSERT_TRUE(count(&out, "\n") <= 45);
}

TEST(a_badge_is_as_wide_as_its_texts_and_has_a_title)
{
    SCOPED(strbuf_release) struct strbuf narrow = {0};
    SCOPED(strbuf_release) struct strbuf wide = {0};
    report_badge("cet", "ok", "#2e7d32", &narrow);
    report_badge("cet", "insufficient <evidence>", "#8a6100", &wide);
    CU_ASSERT_TRUE(has(&narrow, "<title>cet: ok</title>") && has(&narrow, "role=\"img\" aria-label=\"cet: ok\""));
    CU_ASSERT_TRUE(has(&wide, "insufficient &lt;evidence&gt;</text>") && !has(&wide, "<evidence>"));
    CU_ASSERT_TRUE(has(&narrow, "width=\"51\""));
    CU_ASSERT_TRUE(atoi(strstr(strbuf_text(&wide), "width=\"") + 7) > 150);
}

TEST(figures_and_verdicts_have_badges_of_their_own)
{
    SCOPED(close_example) struct change_example example;
    SCOPED(strbuf_release) struct strbuf line = {0}, none = {0}, verdict = {0};
    change_example_open(&example);
    report_figure_badge(&example.verdict, "line", "coverage", &line);
    report_figure_badge(&example.verdict, "colour", "coverage", &none);
    report_verdict_badge(&example.verdict, &verdict);
    CU_ASSERT_TRUE(has(&line, ">71.4 %</text>") && has(&none, ">unknown</text>") && has(&verdict, ">rejected</text>"));
}

TEST(the_viewer_page_holds_script_and_report_and_neither_ends_it)
{
    SCOPED(close_example) struct change_example example;
    SCOPED(strbuf_release) struct strbuf out = {0};
    static const char script[] = "var a = '</script><!--';";
    change_example_open(&example);
    report_mutants_elements_page(
        &(struct mutants_report){.set = &example.mutants, .root = example.source.folder, .tool_version = "1"}, script,
        sizeof script - 1, &out);
    CU_ASSERT_EQUAL(count(&out, "</script>"), 2);
    CU_ASSERT_TRUE(has(&out, "'<\\/script><\\!--'") && has(&out, "\\u003c"));
    CU_ASSERT_TRUE(has(&out, "<mutation-test-report-app"));
}

static bool text_has(struct change_example *example, const char *log, bool build_failed, const char *part)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    example->report.log = log;
    example->report.build_failed = build_failed;
    report_change_text(&example->report, false, &out);
    return strstr(strbuf_text(&out), part) != NULL;
}

TEST(of_a_build_that_fails_the_first_complaint_is_shown)
{
    static const char log[] =
        "$ make\nold.c:1: error: of the command before\n$ make check\ncc a.c\n\na.c:3:1: error: what\n"
        "  3 | x\n1\n2\n3\n4\n5\n6\nmake: *** Error 1\n=> exit code 2\n";
    SCOPED(close_example) struct change_example example;
    change_example_open(&example);
    CU_ASSERT_TRUE(text_has(&example, log, true,
                            "the build fails: mend it first; all of the output is in cet-report/log.txt\n"
                            "  | a.c:3:1: error: what\n"));
    CU_ASSERT_FALSE(text_has(&example, log, true, "old.c"));
    CU_ASSERT_FALSE(text_has(&example, log, true, "=> exit code 2"));
    CU_ASSERT_TRUE(text_has(&example, "$ ./build\nmissing: cc\n\n\n=> exit code 1\n", true,
                            "  | $ ./build\n  | missing: cc\n  | => exit code 1\n"));
}

TEST(of_tests_that_fail_the_last_lines_are_shown)
{
    SCOPED(close_example) struct change_example example;
    change_example_open(&example);
    CU_ASSERT_TRUE(
        text_has(&example, "a.c: error: not of a build\n1\n2\n\n3\n4\n5\n6\n7\nlast", false,
                 "tests fail: mend them first; all of the output is in cet-report/log.txt\n  | 1\n  | 2\n  | 3\n"));
    CU_ASSERT_TRUE(text_has(&example, "", false, "log.txt\n\n"));
}

static const struct unit_test tests[] = {
    CASE(junit_has_a_suite_for_each_stage),
    CASE(of_a_build_that_fails_the_first_complaint_is_shown),
    CASE(of_tests_that_fail_the_last_lines_are_shown),
    CASE(stages_that_did_not_run_are_skipped_and_broken_ones_are_errors),
    CASE(annotations_are_of_the_new_code_and_no_text_ends_one),
    CASE(no_more_than_ten_annotations_of_a_kind),
    CASE(the_screen_says_what_failed_and_what_to_do),
    CASE(a_badge_is_as_wide_as_its_texts_and_has_a_title),
    CASE(figures_and_verdicts_have_badges_of_their_own),
    CASE(the_viewer_page_holds_script_and_report_and_neither_ends_it),
};

int main(int argc, char **argv)
{
    if (argc < 2)
        return unit_tests_run("report/change_reports", tests, ARRAY_LENGTH(tests));
    SCOPED(close_example) struct change_example example;
    SCOPED(strbuf_release) struct strbuf out = {0};
    change_example_open(&example);
    example.verdict.stages[2].status = STAGE_BROKEN;
    report_change_junit(&example.report, &out);
    return file_write(argv[1], out.bytes, out.length, NULL) == STATUS_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
