/* The examples in docs/formats/ are read by the readers they document, as they stand there. */
#include "unit_test.h"

#include "cet/model/baseline.h"
#include "cet/model/coverage_ratchet.h"
#include "cet/model/coverage_readers.h"
#include "cet/model/finding.h"
#include "cet/model/history.h"
#include "cet/model/mutant.h"
#include "cet/model/pattern.h"
#include "cet/model/project.h"
#include "cet/model/refactoring.h"
#include "cet/model/run_history.h"
#include "cet/model/suite_quality.h"
#include "cet/model/suite_stamp.h"
#include "cet/model/test_plan.h"
#include "cet/model/verdict.h"
#include "core/scratch.h"

struct example {
    struct scratch scratch;
    const char *path; /* a file of its own that holds the page's first json block */
};

static struct example example_of(const char *page)
{
    struct example example = {.scratch = scratch_new()};
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(memory_free_pointer) char *page_path = path_join(FORMAT_PAGES, page);
    CU_ASSERT_EQUAL_FATAL(file_read(page_path, 1 << 20, &text, NULL), STATUS_OK);
    const char *start = strstr(strbuf_text(&text), "```json\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(start);
    start += strlen("```json\n");
    const char *end = strstr(start, "```");
    CU_ASSERT_PTR_NOT_NULL_FATAL(end);
    example.path = scratch_path(&example.scratch, "example.json");
    CU_ASSERT_EQUAL_FATAL(file_write(example.path, start, (size_t)(end - start), NULL), STATUS_OK);
    return example;
}

static void example_release(struct example *example)
{
    scratch_release(&example->scratch);
}

static bool is_read(enum status status, const struct error *err)
{
    if (status != STATUS_OK)
        printf("\n    %s", err->message);
    return status == STATUS_OK;
}

TEST(the_verdict_is_read)
{
    SCOPED(example_release) struct example example = example_of("verdict.md");
    SCOPED(verdict_release) struct verdict verdict = {0};
    struct error err = {0};
    CU_ASSERT_FATAL(is_read(verdict_load(example.path, &verdict, &err), &err));
    CU_ASSERT_EQUAL(verdict.outcome, VERDICT_INSUFFICIENT);
    CU_ASSERT_EQUAL_FATAL(verdict.stage_count, 1);
    CU_ASSERT_EQUAL(verdict.stages[0].figure_count, 1);
}

TEST(the_history_is_read)
{
    SCOPED(example_release) struct example example = example_of("history.md");
    SCOPED(run_history_release) struct run_history history = {0};
    struct error err = {0};
    CU_ASSERT_FATAL(is_read(run_history_load(example.path, &history, &err), &err));
    CU_ASSERT_EQUAL_FATAL(history.count, 2);
    CU_ASSERT_EQUAL(history.runs[0].figures[HISTORY_MUTATION], 0.741);
}

TEST(the_baseline_is_read)
{
    SCOPED(example_release) struct example example = example_of("baseline.md");
    SCOPED(baseline_release) struct baseline baseline = {0};
    struct error err = {0};
    CU_ASSERT_FATAL(is_read(baseline_load(example.path, &baseline, &err), &err));
    CU_ASSERT_EQUAL_FATAL(baseline.count, 2);
    CU_ASSERT_STRING_EQUAL(baseline.entries[0].function, "list_grow");
    CU_ASSERT_STRING_EQUAL(baseline.entries[1].source, "cppcheck");
}

TEST(the_ratchet_is_read)
{
    SCOPED(example_release) struct example example = example_of("coverage-ratchet.md");
    SCOPED(coverage_ratchet_release) struct coverage_ratchet ratchet = {0};
    struct error err = {0};
    CU_ASSERT_FATAL(is_read(coverage_ratchet_load(example.path, &ratchet, &err), &err));
    CU_ASSERT_EQUAL_FATAL(ratchet.count, 1);
    CU_ASSERT_EQUAL(ratchet.entries[0].totals.branches_taken, 60);
}

TEST(the_findings_are_read)
{
    SCOPED(example_release) struct example example = example_of("findings.md");
    SCOPED(finding_set_release) struct finding_set findings = {0};
    struct error err = {0};
    CU_ASSERT_FATAL(is_read(finding_set_load(example.path, &findings, &err), &err));
    CU_ASSERT_EQUAL_FATAL(findings.count, 1);
    CU_ASSERT_STRING_EQUAL(findings.items[0].rule, "cet-realloc-self");
}

TEST(the_mutants_are_read)
{
    SCOPED(example_release) struct example example = example_of("mutants.md");
    SCOPED(mutant_set_release) struct mutant_set mutants = {0};
    struct error err = {0};
    CU_ASSERT_FATAL(is_read(mutant_set_load(example.path, &mutants, &err), &err));
    CU_ASSERT_EQUAL_FATAL(mutants.count, 2);
    CU_ASSERT_EQUAL(mutants.items[0].status, MUTANT_KILLED);
    CU_ASSERT_STRING_EQUAL(mutants.items[0].covered_by[0], mutants.items[0].killed_by);
}

TEST(the_test_plan_is_read)
{
    SCOPED(example_release) struct example example = example_of("test-plan.md");
    SCOPED(test_plan_release) struct test_plan plan = {0};
    struct error err = {0};
    CU_ASSERT_FATAL(is_read(test_plan_load(example.path, &plan, &err), &err));
    CU_ASSERT_EQUAL_FATAL(plan.test_count, 1);
    CU_ASSERT_EQUAL(plan.tests[0].step_count, 2);
    CU_ASSERT_EQUAL(plan.skipped_count, 1);
    CU_ASSERT_EQUAL(plan.crash_count, 1);
}

TEST(the_stamp_of_a_suite_is_read)
{
    SCOPED(example_release) struct example example = example_of("suite.md");
    SCOPED(suite_stamp_release) struct suite_stamp stamp = {0};
    struct error err = {0};
    CU_ASSERT_FATAL(is_read(suite_stamp_load(example.path, &stamp, &err), &err));
    CU_ASSERT_STRING_EQUAL(stamp.tool, "cet 0.1.0");
    CU_ASSERT_EQUAL(stamp.seed, 1);
    CU_ASSERT_EQUAL(stamp.word_count, 3);
    CU_ASSERT_EQUAL(stamp.file_count, 2);
    CU_ASSERT_EQUAL(stamp.part_count, 1);
}

TEST(the_manifest_is_read)
{
    SCOPED(example_release) struct example example = example_of("cet-json.md");
    SCOPED(project_release) struct project project = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(file_write(scratch_path(&example.scratch, "shorten.c"), "int a;\n", 7, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(scratch_path(&example.scratch, "word_list.c"), "int b;\n", 7, NULL), STATUS_OK);
    CU_ASSERT_FATAL(is_read(project_load(example.path, &project, &err), &err));
    CU_ASSERT_STRING_EQUAL(project.name, "shorten");
    CU_ASSERT_EQUAL(project.executions, 200000);
    CU_ASSERT_EQUAL_FATAL(project.mutate_exclude_count, 2);
    CU_ASSERT_STRING_EQUAL(project.mutate_exclude[1], "log_*");
    CU_ASSERT_STRING_EQUAL(project.mutate_operators, "default");
}

TEST(the_quality_of_a_suite_is_read)
{
    SCOPED(example_release) struct example example = example_of("suite-quality.md");
    SCOPED(suite_quality_release) struct suite_quality quality = {0};
    struct error err = {0};
    CU_ASSERT_FATAL(is_read(suite_quality_load(example.path, &quality, &err), &err));
    CU_ASSERT_EQUAL_FATAL(quality.count, 1);
    CU_ASSERT_EQUAL(quality.tests[0].deviation.seed, 4);
    CU_ASSERT_EQUAL(quality.tests[0].killed_count, 1);
    CU_ASSERT(test_quality_has(&quality.tests[0], TEST_FAULT_ORDER_DEPENDENT));
}

TEST(the_coverage_data_are_read)
{
    SCOPED(example_release) struct example example = example_of("coverage.md");
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){0});
    struct error err = {0};
    CU_ASSERT_EQUAL(file_read(example.path, 1 << 20, &text, NULL), STATUS_OK);
    CU_ASSERT(is_read(coverage_parse_data("coverage.md", text.bytes, text.length, pile, &err), &err));
    coverage_pile_take(pile, &coverage);
    coverage_pile_free(pile);
    CU_ASSERT_EQUAL_FATAL(coverage.file_count, 1);
    CU_ASSERT_EQUAL(coverage.files[0].branch_count, 3);
    CU_ASSERT_EQUAL(coverage.files[0].test_line_count, 3);
    CU_ASSERT_STRING_EQUAL(coverage.files[0].functions[0].name, "list_push");
}

TEST(the_history_of_a_program_is_read)
{
    SCOPED(example_release) struct example example = example_of("scan-history.md");
    SCOPED(history_release) struct history history = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL_FATAL(file_read(example.path, 1 << 20, &text, NULL), STATUS_OK);
    CU_ASSERT_FATAL(is_read(history_parse(example.path, strbuf_text(&text), text.length, &history, &err), &err));
    CU_ASSERT_EQUAL_FATAL(history.count, 2);
    CU_ASSERT_EQUAL(history.points[0].unread_count, 1);
    CU_ASSERT_STRING_EQUAL(history.points[1].failure, "none of the files is there");
}

/* Of formats without a reader: the example is what the writer makes of the record. */
static bool is_what_is_written(const char *path, const struct strbuf *written)
{
    SCOPED(json_free) cJSON *shown = NULL;
    SCOPED(json_free) cJSON *other = NULL;
    if (json_load(path, 1 << 20, &shown, NULL) != STATUS_OK ||
        json_parse("written", strbuf_text(written), written->length, &other, NULL) != STATUS_OK)
        return false;
    return cJSON_Compare(shown, other, true);
}

TEST(the_patterns_are_as_they_are_written)
{
    SCOPED(example_release) struct example example = example_of("patterns.md");
    SCOPED(pattern_set_release) struct pattern_set patterns = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct pattern_part parts[] = {{"made by", "list_new", "/p/src/list.c", 20},
                                   {"given back by", "list_free", "/p/src/list.c", 31}};
    pattern_set_add(&patterns, &(struct pattern){.kind = PATTERN_factory,
                                                 .name = "struct list",
                                                 .path = "/p/src/list.c",
                                                 .line = 12,
                                                 .reason = "memory for it is returned by the functions that make it, "
                                                           "and taken by those that give it back",
                                                 .parts = parts,
                                                 .part_count = 2});
    pattern_set_format(&patterns, "/p", &text);
    CU_ASSERT_TRUE(is_what_is_written(example.path, &text));
}

TEST(the_refactorings_are_as_they_are_written)
{
    SCOPED(example_release) struct example example = example_of("refactorings.md");
    SCOPED(refactoring_set_release) struct refactoring_set set = {.has_history = true};
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct pattern_part part = {"in", "parse", "/p/src/parse.c", 96};
    struct refactoring refactoring = {.kind = REFACTORING_extract_function,
                                      .name = "parse",
                                      .path = "/p/src/parse.c",
                                      .line = 120,
                                      .end_line = 158,
                                      .move = "lines 120-158 of 'parse' become a function of their own",
                                      .evidence = "they hold 20 of its 41 points of cognitive complexity; 'lexer', "
                                                  "'depth' go in, 'node' comes out",
                                      .complexity = 41,
                                      .changes = 6,
                                      .callers = 2,
                                      .parts = &part,
                                      .part_count = 1};
    for (unsigned i = 0; i < 31; i++)
        refactoring_set_add(&set, &refactoring);
    refactoring_set_rank(&set);
    refactoring_set_format(&set, 1, "/p", &text);
    CU_ASSERT_TRUE(is_what_is_written(example.path, &text));
}

UNIT_TESTS("model/format_pages", CASE(the_history_is_read), CASE(the_history_of_a_program_is_read),
           CASE(the_patterns_are_as_they_are_written), CASE(the_refactorings_are_as_they_are_written),
           CASE(the_verdict_is_read), CASE(the_baseline_is_read), CASE(the_findings_are_read),
           CASE(the_mutants_are_read), CASE(the_test_plan_is_read), CASE(the_stamp_of_a_suite_is_read),
           CASE(the_manifest_is_read), CASE(the_quality_of_a_suite_is_read), CASE(the_coverage_data_are_read),
           CASE(the_ratchet_is_read))
