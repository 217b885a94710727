#include "cet/core/json.h"
#include "cet/report/mutants.h"
#include "mutants_example.h"
#include "mutants_worth.h"
#include "unit_test.h"

TEST(one_of_each_line_comes_first_and_dull_lines_last)
{
    SCOPED(source_file_release) struct source_file source = source_file_new(EXAMPLE_SOURCE);
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    size_t count;
    example_fill(&set, source.path);
    SCOPED(memory_free_pointer) const struct mutant **list = mutants_by_worth(&set, &count);
    CU_ASSERT_EQUAL_FATAL(count, 5);
    CU_ASSERT_EQUAL(list[0]->line, 3);
    CU_ASSERT_EQUAL(list[1]->line, 5);
    CU_ASSERT_EQUAL(list[2]->line, 3); /* the second one there */
    CU_ASSERT_EQUAL(list[3]->line, 4); /* it logs */
    CU_ASSERT_EQUAL(list[4]->status, MUTANT_NO_COVERAGE);
}

TEST(survivors_are_shown_as_diffs)
{
    SCOPED(source_file_release) struct source_file source = source_file_new(EXAMPLE_SOURCE);
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(strbuf_release) struct strbuf out = {0};
    example_fill(&set, source.path);
    report_mutants_text(&(struct mutants_report){.set = &set, .root = source.folder}, &out);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&out), "a.c:5:14: survived relational-boundary 0000000000000004 in f\n"
                                                     "  -     return a * b;\n"
                                                     "  +     return a / b;\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&out), "\nrelational "));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&out), "\na.c "));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&out), "mutation score 28.6 %"));
}

TEST(a_source_that_changed_is_not_shown_as_if_it_had_not)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("int x;\n");
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(strbuf_release) struct strbuf out = {0};
    example_add(&set, source.path, 1, 1, 5, "<", "\x1b[2J", MUTANT_SURVIVED);
    example_add(&set, source.path, 2, 99, 5, "<", "<=", MUTANT_SURVIVED);
    report_mutants_text(&(struct mutants_report){.set = &set}, &out);
    CU_ASSERT_PTR_NULL(strstr(strbuf_text(&out), "\x1b")); /* nor may it drive the terminal */
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&out), "  `<` may become `<=`: run by 3 tests, noticed by none\n"));
    CU_ASSERT_PTR_NULL(strstr(strbuf_text(&out), "  - "));
}

TEST(notes_and_idle_suppressions_are_said)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(strbuf_release) struct strbuf out = {0};
    mutant_set_add_note(&set, "one process for each mutant");
    mutant_set_add_unused(&set, "/r/a.c", 12);
    report_mutants_text(&(struct mutants_report){.set = &set, .root = "/r"}, &out);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&out), "note: one process for each mutant\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&out), "a.c:12: this suppression leaves no mutant out\n"));
}

TEST(annotations_are_escaped_and_ten_at_most)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(strbuf_release) struct strbuf out = {0};
    for (unsigned i = 0; i < 12; i++)
        example_add(&set, "/r/a,b:c%.c", i, i + 1, 3, "<", "%\n", MUTANT_SURVIVED);
    report_mutants_annotations(&(struct mutants_report){.set = &set, .root = "/r"}, &out);
    unsigned lines = 0;
    for (const char *at = strbuf_text(&out); *at; at += strcspn(at, "\n") + 1) {
        CU_ASSERT_EQUAL(strncmp(at, "::", 2), 0);
        lines++;
    }
    CU_ASSERT_EQUAL(lines, 11);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&out), "::warning file=a%2Cb%3Ac%25.c,line=1,col=3,endColumn=4,title=No "
                                                     "test notices::`<` may become `%25...`: run by 3 tests"));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&out), "::notice::2 more"));
}

TEST(sarif_has_a_result_for_each_with_its_id)
{
    SCOPED(source_file_release) struct source_file source = source_file_new(EXAMPLE_SOURCE);
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(strbuf_release) struct strbuf out = {0};
    SCOPED(json_free) cJSON *json = NULL;
    example_fill(&set, source.path);
    report_mutants_sarif(&(struct mutants_report){.set = &set, .root = source.folder, .tool_version = "1"}, &out);
    CU_ASSERT_EQUAL_FATAL(json_parse("sarif", out.bytes, out.length, &json, NULL), STATUS_OK);
    const cJSON *results = json_get(cJSON_GetArrayItem(json_get(json, "runs"), 0), "results");
    const cJSON *first = cJSON_GetArrayItem(results, 0);
    CU_ASSERT_EQUAL(cJSON_GetArraySize(results), 5);
    CU_ASSERT_STRING_EQUAL(json_get_text(first, "ruleId", ""), "cet-mutate");
    CU_ASSERT_STRING_EQUAL(json_get_text(first, "level", ""), "warning");
    CU_ASSERT_STRING_EQUAL(json_get_text(json_get(first, "partialFingerprints"), "cetFingerprint/v1", ""),
                           "0000000000000001");
}

UNIT_TESTS("report/mutants_text", CASE(one_of_each_line_comes_first_and_dull_lines_last),
           CASE(survivors_are_shown_as_diffs), CASE(a_source_that_changed_is_not_shown_as_if_it_had_not),
           CASE(notes_and_idle_suppressions_are_said), CASE(annotations_are_escaped_and_ten_at_most),
           CASE(sarif_has_a_result_for_each_with_its_id))
