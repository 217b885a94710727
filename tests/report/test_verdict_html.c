#include "cet/report/verdict.h"
#include "source_file.h"
#include "unit_test.h"

static bool holds(const struct report_page *page, const char *part)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    report_verdict_html(page, &out);
    return strstr(strbuf_text(&out), part) != NULL;
}

TEST(an_empty_page_is_a_page)
{
    struct report_page page = {0};
    CU_ASSERT_TRUE(holds(&page, "<!DOCTYPE html>"));
    CU_ASSERT_TRUE(holds(&page, "</main></body></html>\n"));
    CU_ASSERT_FALSE(holds(&page, "<h2"));
}

TEST(nothing_comes_from_elsewhere_and_nothing_runs)
{
    struct verdict verdict = {.subject = "<script src=http://x>", .outcome = VERDICT_ACCEPTED};
    struct report_page page = {.verdict = &verdict};
    CU_ASSERT_FALSE(holds(&page, "<script"));
    CU_ASSERT_FALSE(holds(&page, "<link"));
    CU_ASSERT_FALSE(holds(&page, "url("));
    CU_ASSERT_TRUE(holds(&page, "&lt;script src=http://x&gt;"));
    CU_ASSERT_TRUE(holds(&page, "default-src 'none'"));
}

TEST(a_surviving_mutant_is_shown_as_an_edit)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("int f(int a)\n{ return a < 3; }\n");
    SCOPED(mutant_set_release) struct mutant_set mutants = {0};
    struct mutant mutant = {.id = "0123456789abcdef",
                            .operator_name = "relational-boundary",
                            .path = source.path,
                            .function = "f",
                            .line = 2,
                            .column = 12,
                            .end_line = 2,
                            .end_column = 13,
                            .original = "<",
                            .replacement = "<=",
                            .status = MUTANT_SURVIVED};
    mutant_set_add(&mutants, &mutant);
    memcpy(mutant.id, "1123456789abcdef", sizeof mutant.id);
    mutant.status = MUTANT_KILLED;
    mutant.replacement = "killed replacement";
    mutant_set_add(&mutants, &mutant);
    struct report_page page = {.mutants = &mutants, .root = source.folder};
    CU_ASSERT_TRUE(holds(&page, "a.c:2:12"));
    CU_ASSERT_TRUE(holds(&page, "- { return a <mark>&lt;</mark> 3; }"));
    CU_ASSERT_TRUE(holds(&page, "+ { return a <mark>&lt;=</mark> 3; }"));
    CU_ASSERT_TRUE(holds(&page, "<strong>50.0 %</strong>"));
    CU_ASSERT_FALSE(holds(&page, "killed replacement"));
}

TEST(a_mutant_of_a_source_that_changed_is_shown_without_it)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("int f;\n");
    SCOPED(mutant_set_release) struct mutant_set mutants = {0};
    mutant_set_add(&mutants, &(struct mutant){.id = "0123456789abcdef",
                                              .operator_name = "o",
                                              .path = source.path,
                                              .function = "f",
                                              .line = 2,
                                              .column = 40,
                                              .end_line = 2,
                                              .original = "a < b",
                                              .replacement = "a <= b",
                                              .status = MUTANT_NO_COVERAGE});
    struct report_page page = {.mutants = &mutants};
    CU_ASSERT_TRUE(holds(&page, "- a &lt; b</div>"));
    CU_ASSERT_TRUE(holds(&page, "no test runs it"));
}

TEST(lines_show_hits_and_branches)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("one\ntwo\nthree\n");
    SCOPED(coverage_release) struct coverage coverage = {0};
    struct coverage_file *file = coverage_add_file(&coverage, source.path);
    ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, ((struct coverage_line){.line = 1, .hits = 7}));
    ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, ((struct coverage_line){.line = 2, .hits = 0}));
    ARRAY_PUSH(file->lines, file->line_count, file->line_capacity,
               ((struct coverage_line){.line = 99, .hits = 1})); /* behind the end */
    ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity,
               ((struct coverage_branch){.line = 1, .number = 0, .was_evaluated = true, .taken = 7}));
    ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity,
               ((struct coverage_branch){.line = 1, .number = 1, .was_evaluated = true, .taken = 0}));
    struct report_page page = {.coverage = &coverage, .root = source.folder};
    CU_ASSERT_TRUE(holds(&page, "<tr class=\"half\" id=\"file0-1\"><td class=\"n\">1</td><td class=\"n\">7</td><td "
                                "class=\"n\">1/2</td>"));
    CU_ASSERT_TRUE(holds(&page, "<tr class=\"miss\" id=\"file0-2\">"));
    CU_ASSERT_TRUE(holds(&page, "<tr class=\"\" id=\"file0-3\">"));
}

TEST(findings_link_to_the_lines_that_are_shown)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("f(<x>);\n");
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(finding_set_release) struct finding_set findings = {0};
    coverage_add_file(&coverage, source.path);
    finding_set_add(&findings, &(struct finding){.rule = "cet-a",
                                                 .level = FINDING_ERROR,
                                                 .path = source.path,
                                                 .line = 1,
                                                 .column = 3,
                                                 .end_line = 1,
                                                 .end_column = 6,
                                                 .message = "a & b"});
    struct report_page page = {.findings = &findings, .coverage = &coverage, .root = source.folder};
    CU_ASSERT_TRUE(holds(&page, "<a href=\"#file0-1\"><code>a.c:1:3</code></a>"));
    CU_ASSERT_TRUE(holds(&page, "f(<mark>&lt;x&gt;</mark>);"));
    CU_ASSERT_TRUE(holds(&page, "a &amp; b"));
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
    CU_ASSERT_TRUE(holds(&page, "no &lt;way&gt;"));
    CU_ASSERT_TRUE(holds(&page, "SIGSEGV"));
    CU_ASSERT_TRUE(holds(&page, "p=NULL"));
    CU_ASSERT_TRUE(holds(&page, "<code>h</code>"));
}

UNIT_TESTS("report/verdict_html", CASE(an_empty_page_is_a_page), CASE(nothing_comes_from_elsewhere_and_nothing_runs),
           CASE(a_surviving_mutant_is_shown_as_an_edit), CASE(a_mutant_of_a_source_that_changed_is_shown_without_it),
           CASE(lines_show_hits_and_branches), CASE(findings_link_to_the_lines_that_are_shown),
           CASE(functions_without_tests_and_faults_are_listed))
