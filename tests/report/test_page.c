#include "cet/report/page.h"
#include "mutants_example.h"
#include "page_example.h"
#include "unit_test.h"

TEST(an_empty_page_is_a_page)
{
    struct report_page page = {0};
    CU_ASSERT_TRUE(page_holds(&page, "<!DOCTYPE html>"));
    CU_ASSERT_TRUE(page_holds(&page, "</body></html>\n"));
    CU_ASSERT_FALSE(page_holds(&page, "<section"));
}

TEST(nothing_comes_from_elsewhere)
{
    struct verdict verdict = {.subject = "x", .outcome = VERDICT_ACCEPTED};
    struct report_page page = {.verdict = &verdict};
    static const char *const refused[] = {"<link",   "<img", "<iframe", "url(http",
                                          "@import", "src=", "http://", "https://"};
    CU_ASSERT_TRUE(page_holds(&page, "default-src 'none'"));
    CU_ASSERT_TRUE(page_holds(&page, "script-src 'sha256-"));
    for (size_t i = 0; i < ARRAY_LENGTH(refused); i++)
        if (strcmp(refused[i], "http://") != 0) /* the name space of SVG, which is no address */
            CU_ASSERT_FALSE(page_holds(&page, refused[i]));
    CU_ASSERT_EQUAL(page_count(&page, "http://"), 1);
    CU_ASSERT_TRUE(page_holds(&page, "'http://www.w3.org/2000/svg'"));
}

#define HOSTILE "\"'><script>alert(1)</script>&amp;"

/* Every text that can come from outside, in HTML, attributes, SVG and data. */
TEST(hostile_names_stay_text)
{
    SCOPED(mutant_set_release) struct mutant_set mutants = {0};
    SCOPED(finding_set_release) struct finding_set findings = {0};
    SCOPED(coverage_release) struct coverage coverage = {.compiler = memory_strdup(HOSTILE)};
    SCOPED(run_history_release) struct run_history history = {0};
    const char *test = "suite/" HOSTILE;
    const struct mutant mutant = {.id = "0123456789abcdef",
                                  .operator_name = HOSTILE,
                                  .path = "/" HOSTILE ".c",
                                  .function = HOSTILE,
                                  .line = 1,
                                  .original = HOSTILE,
                                  .replacement = HOSTILE,
                                  .status = MUTANT_SURVIVED,
                                  .covered_by = &test,
                                  .covered_by_count = 1};
    mutant_set_add(&mutants, &mutant);
    mutant_set_add_note(&mutants, HOSTILE);
    struct finding_note note = {"/" HOSTILE, 1, 1, HOSTILE};
    finding_set_add(&findings, &(struct finding){.rule = HOSTILE,
                                                 .path = "/" HOSTILE ".c",
                                                 .line = 1,
                                                 .function = HOSTILE,
                                                 .message = HOSTILE,
                                                 .source = HOSTILE,
                                                 .cwe = HOSTILE,
                                                 .notes = &note,
                                                 .note_count = 1,
                                                 .reason = ""});
    example_function(coverage_add_file(&coverage, "/" HOSTILE "/a.c"), HOSTILE, 1, 1);
    for (int i = 0; i < 2; i++)
        run_history_add(&history, &(struct history_run){.time = HOSTILE, .status = HOSTILE});
    const char *reason = HOSTILE;
    struct verdict_stage stage = {.name = HOSTILE, .status = STAGE_FAILED, .reasons = &reason, .reason_count = 1};
    struct verdict verdict = {.subject = HOSTILE,
                              .outcome = VERDICT_REJECTED,
                              .created = HOSTILE,
                              .stages = &stage,
                              .stage_count = 1,
                              .not_enforced = &reason,
                              .not_enforced_count = 1};
    struct plan_skipped skipped = {HOSTILE, HOSTILE};
    struct plan_crash crash = {.function = HOSTILE, .outcome = HOSTILE, .inputs = HOSTILE};
    struct test_plan plan = {
        .unit = HOSTILE, .skipped = &skipped, .skipped_count = 1, .crashes = &crash, .crash_count = 1};
    const struct test_plan *plans[] = {&plan, NULL};
    struct report_page page = {.verdict = &verdict,
                               .findings = &findings,
                               .mutants = &mutants,
                               .coverage = &coverage,
                               .history = &history,
                               .plans = plans,
                               .title = HOSTILE,
                               .tool_version = HOSTILE,
                               .change_base = HOSTILE};
    CU_ASSERT_FALSE(page_holds(&page, "<script>alert"));
    CU_ASSERT_FALSE(page_holds(&page, "\"'>"));
    CU_ASSERT_TRUE(page_holds(&page, "&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;"));
    CU_ASSERT_EQUAL(page_count(&page, "<script"), 1 + 1 + 2); /* the page's own, what is shared, two files */
    CU_ASSERT_EQUAL(page_count(&page, "</script"), 1 + 1 + 2);
}

TEST(a_surviving_mutant_is_shown_as_an_edit_and_a_killed_one_is_not)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("int f(int a)\n{ return a < 3; }\n");
    SCOPED(mutant_set_release) struct mutant_set mutants = {0};
    example_add(&mutants, source.path, 1, 2, 12, "<", "<=", MUTANT_SURVIVED);
    example_add(&mutants, source.path, 2, 2, 12, "<", "killed replacement", MUTANT_KILLED);
    mutant_set_sort(&mutants);
    struct report_page page = {.mutants = &mutants, .root = source.folder};
    CU_ASSERT_TRUE(page_holds(&page, "<a href=\"#f0-2\"><code>a.c:2</code></a>"));
    CU_ASSERT_TRUE(page_holds(&page, "- { return a <mark>&lt;</mark> 3; }"));
    CU_ASSERT_TRUE(page_holds(&page, "+ { return a <mark>&lt;=</mark> 3; }"));
    CU_ASSERT_TRUE(page_holds(&page, "<p class=\"big\">50.0&#8239;%</p>"));
    CU_ASSERT_FALSE(page_holds(&page, "killed replacement"));
}

TEST(a_mutant_of_a_source_that_changed_is_shown_without_it)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("int f;\n");
    SCOPED(mutant_set_release) struct mutant_set mutants = {0};
    example_add(&mutants, source.path, 1, 2, 40, "a < b", "a <= b", MUTANT_NO_COVERAGE);
    struct report_page page = {.mutants = &mutants};
    CU_ASSERT_TRUE(page_holds(&page, "- a &lt; b</div>"));
    CU_ASSERT_TRUE(page_holds(&page, "&#9675; not run"));
}

TEST(lists_of_the_overview_are_cut_and_say_so)
{
    SCOPED(mutant_set_release) struct mutant_set mutants = {0};
    for (unsigned i = 0; i < 70; i++)
        example_add(&mutants, "/a.c", i, i + 1, 1, "a", "b", MUTANT_SURVIVED);
    struct report_page page = {.mutants = &mutants};
    CU_ASSERT_EQUAL(page_count(&page, "&#9650; survived"), 60);
    CU_ASSERT_TRUE(page_holds(&page, "10 more stand at their lines"));
}

TEST(folders_have_the_sums_of_their_files)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    example_line(coverage_add_file(&coverage, "/p/src/b/c.c"), 1, 0);
    example_line(coverage_add_file(&coverage, "/p/src/a.c"), 1, 7);
    example_line(coverage_add_file(&coverage, "/p/src.c"), 1, 7);
    struct report_page page = {.coverage = &coverage, .root = "/p"};
    CU_ASSERT_TRUE(page_holds(&page, "<tr class=\"folder\" data-depth=\"0\"><th scope=\"row\" class=\"i0\">src/</th>"
                                     "<td class=\"n share p10\" data-v=\"0.5000\">"));
    CU_ASSERT_TRUE(page_holds(&page, "<tr class=\"folder\" data-depth=\"1\"><th scope=\"row\" class=\"i1\">b/</th>"
                                     "<td class=\"n share p0\" data-v=\"0.0000\">"));
    CU_ASSERT_TRUE(page_holds(&page, "<tr id=\"f2\" data-depth=\"0\" data-path=\"src.c\">"));
    CU_ASSERT_EQUAL(page_count(&page, "class=\"folder\""), 2);
}

TEST(the_treemap_leads_to_functions)
{
    SCOPED(source_file_release) struct source_file source =
        source_file_new("int f(int a)\n{ return a ? 1 : 2; }\nint g;\n");
    SCOPED(coverage_release) struct coverage coverage = {0};
    struct coverage_file *file = coverage_add_file(&coverage, source.path);
    example_function(file, "f", 1, 0);
    example_line(file, 2, 0);
    struct report_page page = {.coverage = &coverage, .root = source.folder};
    CU_ASSERT_TRUE(page_holds(&page, "<a href=\"#f0-1\"><rect class=\"r5\""));
    CU_ASSERT_TRUE(page_holds(&page, "f, a.c: complexity 2, unproven 100 %; 0 of 1 lines ran"));
}

TEST(a_trend_needs_two_runs)
{
    SCOPED(run_history_release) struct run_history history = {0};
    struct report_page page = {.history = &history};
    run_history_add(&history, &(struct history_run){.time = "2026-01-01", .status = "", .figures = {0.5, 0.6, 0.7}});
    CU_ASSERT_FALSE(page_holds(&page, "class=\"curve\""));
    run_history_add(&history, &(struct history_run){.time = "2026-01-02", .status = "", .figures = {0.6, 0.6, 0.7}});
    CU_ASSERT_EQUAL(page_count(&page, "class=\"curve\""), 3);
    CU_ASSERT_TRUE(page_holds(&page, "lines 60.0&#8239;%"));
}

TEST(new_lines_that_nothing_ran_are_listed)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("int f(void)\n{\n    return <1>;\n}\n");
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(changed_lines_release) struct changed_lines changed = {0};
    SCOPED(coverage_change_release) struct coverage_change change = {0};
    struct coverage_file *file = coverage_add_file(&coverage, source.path);
    example_line(file, 1, 1);
    example_line(file, 3, 0);
    changed_lines_add_file(&changed, source.path);
    coverage_change_compute(&coverage, &changed, &change);
    struct report_page page = {.coverage = &coverage, .change = &change, .change_base = "main", .root = source.folder};
    CU_ASSERT_TRUE(page_holds(&page, "1 of 2 new lines with code ran"));
    CU_ASSERT_TRUE(page_holds(&page, "<a href=\"#f0-3\">line"));
    CU_ASSERT_TRUE(page_holds(&page, "&#10007;     return &lt;1&gt;;"));
}

TEST(a_test_is_linked_to_the_lines_that_it_reaches)
{
    SCOPED(mutant_set_release) struct mutant_set mutants = {0};
    example_add(&mutants, "/a.c", 1, 3, 1, "a", "b", MUTANT_KILLED);
    example_add(&mutants, "/a.c", 2, 4, 1, "a", "b", MUTANT_SURVIVED);
    example_add(&mutants, "/a.c", 3, 9, 1, "a", "b", MUTANT_SURVIVED);
    mutant_set_sort(&mutants);
    struct report_page page = {.mutants = &mutants, .root = "/"};
    CU_ASSERT_TRUE(page_holds(&page, "<code>suite/a</code></td><td></td><td class=\"n\">3</td><td class=\"n\">1</td>"));
    CU_ASSERT_TRUE(page_holds(&page, "a.c:3&#8211;4</a>, <a href=\"#f0-9\">9</a>"));
}

static void reach(struct coverage *coverage, struct coverage_file *file, uint32_t line, const char *test)
{
    const struct coverage_test_line reached = {.line = line, .test = coverage_add_test(coverage, test)};
    ARRAY_PUSH(file->test_lines, file->test_line_count, file->test_line_capacity, reached);
}

TEST(a_test_of_coverage_and_of_mutants_is_one)
{
    SCOPED(mutant_set_release) struct mutant_set mutants = {0};
    SCOPED(coverage_release) struct coverage coverage = {0};
    example_add(&mutants, "/a.c", 1, 3, 1, "a", "b", MUTANT_KILLED);
    struct coverage_file *file = coverage_add_file(&coverage, "/b.c");
    reach(&coverage, file, 7, "one: suite/a");
    reach(&coverage, file, 7, "two: suite/a");
    struct report_page page = {.mutants = &mutants, .coverage = &coverage, .root = "/"};
    CU_ASSERT_EQUAL(page_count(&page, "suite/a</code>"), 2);
    CU_ASSERT_TRUE(page_holds(&page, "<code>one: suite/a</code></td><td></td><td class=\"n\">2</td>"));
    CU_ASSERT_TRUE(page_holds(&page, "<code>two: suite/a</code></td><td></td><td class=\"n\">1</td>"));
}

TEST(generated_tests_are_linked_to_their_function_and_what_they_reach)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("int f(int a)\n{ return a; }\n");
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(suite_stamp_release) struct suite_stamp suite = {0};
    struct coverage_file *file = coverage_add_file(&coverage, source.path);
    example_function(file, "f", 1, 1);
    example_line(file, 2, 1);
    reach(&coverage, file, 2, "test_a: f/test_f_returns_0");
    reach(&coverage, file, 2, "test_a: f/test_by_hand");
    suite_stamp_add_part(&suite, "test_a.c", "test_f_returns_0", "");
    suite_stamp_add_part(&suite, "test_a.c", "test_f_is_not_run", "");
    suite_stamp_add_part(&suite, "test_a.c", "helper", "");
    struct report_page page = {.coverage = &coverage, .root = source.folder, .suites = &suite, .suite_count = 1};
    CU_ASSERT_TRUE(page_holds(&page, ">2 tests reach something; of 1 it is not known"));
    CU_ASSERT_TRUE(page_holds(&page, "test_f_returns_0</code></td><td>test_a.c</td><td><a href=\"#f0-1\">"
                                     "<code>f</code></a></td><td class=\"n\">1</td>"));
    CU_ASSERT_TRUE(page_holds(&page, "test_by_hand</code></td><td></td><td><a href=\"#f0-1\">"));
    CU_ASSERT_TRUE(page_holds(&page, "<code>test_f_is_not_run</code></td><td>test_a.c</td><td></td>"));
    CU_ASSERT_FALSE(page_holds(&page, "<code>helper</code>"));
}

TEST(findings_show_the_line_that_they_are_about)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("f(<x>);\n");
    SCOPED(finding_set_release) struct finding_set findings = {0};
    struct finding finding = {.rule = "cet-a",
                              .level = FINDING_ERROR,
                              .path = source.path,
                              .line = 1,
                              .column = 3,
                              .end_line = 1,
                              .end_column = 6,
                              .function = "",
                              .message = "a & b",
                              .source = "cet",
                              .cwe = "",
                              .reason = ""};
    finding_set_add(&findings, &finding);
    finding.message = "silenced";
    finding.state = FINDING_SILENCED;
    finding_set_add(&findings, &finding);
    struct report_page page = {.findings = &findings, .root = source.folder};
    CU_ASSERT_TRUE(page_holds(&page, "<a href=\"#f0-1\"><code>a.c:1</code></a>"));
    CU_ASSERT_TRUE(page_holds(&page, "f(<mark>&lt;x&gt;</mark>);"));
    CU_ASSERT_TRUE(page_holds(&page, "a &amp; b"));
    CU_ASSERT_FALSE(page_holds(&page, "silenced"));
}

TEST(functions_without_tests_and_faults_are_listed)
{
    struct plan_skipped skipped = {"f", "no <way>"};
    struct plan_crash crash = {.function = "g", .outcome = "SIGSEGV", .inputs = "p=NULL"};
    struct plan_test test = {.function = "h", .kind = PLAN_ERROR};
    struct test_plan plan = {.unit = "/a.c",
                             .skipped = &skipped,
                             .skipped_count = 1,
                             .crashes = &crash,
                             .crash_count = 1,
                             .tests = &test,
                             .test_count = 1};
    const struct test_plan *plans[] = {&plan, NULL};
    struct report_page page = {.plans = plans};
    CU_ASSERT_TRUE(page_holds(&page, "no &lt;way&gt;"));
    CU_ASSERT_TRUE(page_holds(&page, "SIGSEGV"));
    CU_ASSERT_TRUE(page_holds(&page, "p=NULL"));
    CU_ASSERT_TRUE(page_holds(&page, "<code>h</code>"));
}

TEST(the_verdict_says_why_and_thresholds_stand_with_their_figures)
{
    const char *reasons[] = {"one", "two", "three", "four", "five"};
    struct verdict_figure figure = {
        .name = "branch", .measured = 0.7116, .threshold = 0.75, .part = 570, .whole = 801, .unit = "ratio"};
    struct verdict_stage stage = {.name = "coverage",
                                  .status = STAGE_MISSED,
                                  .reasons = reasons,
                                  .reason_count = 5,
                                  .figures = &figure,
                                  .figure_count = 1};
    struct verdict verdict = {.subject = "x", .outcome = VERDICT_INSUFFICIENT, .stages = &stage, .stage_count = 1};
    struct report_page page = {.verdict = &verdict};
    CU_ASSERT_TRUE(page_holds(&page, "insufficient evidence"));
    CU_ASSERT_TRUE(page_holds(&page, "<li><b>coverage</b> four</li>"));
    CU_ASSERT_FALSE(page_holds(&page, "<li><b>coverage</b> five</li>"));
    CU_ASSERT_TRUE(page_holds(&page, "<p class=\"big\">71.1&#8239;%</p>"));
    CU_ASSERT_TRUE(page_holds(&page, "&#9650; below 75.0 %"));
}

UNIT_TESTS("report/page", CASE(an_empty_page_is_a_page), CASE(nothing_comes_from_elsewhere),
           CASE(hostile_names_stay_text), CASE(a_surviving_mutant_is_shown_as_an_edit_and_a_killed_one_is_not),
           CASE(a_mutant_of_a_source_that_changed_is_shown_without_it), CASE(lists_of_the_overview_are_cut_and_say_so),
           CASE(folders_have_the_sums_of_their_files), CASE(the_treemap_leads_to_functions),
           CASE(a_trend_needs_two_runs), CASE(new_lines_that_nothing_ran_are_listed),
           CASE(a_test_is_linked_to_the_lines_that_it_reaches), CASE(a_test_of_coverage_and_of_mutants_is_one),
           CASE(generated_tests_are_linked_to_their_function_and_what_they_reach),
           CASE(findings_show_the_line_that_they_are_about), CASE(functions_without_tests_and_faults_are_listed),
           CASE(the_verdict_says_why_and_thresholds_stand_with_their_figures))
