#include "cet/core/json.h"
#include "mutants_example.h"
#include "page_example.h"
#include "page_file_data.h"
#include "unit_test.h"

/* The data of the only file of a page. */
static cJSON *data_of(const struct report_page *page)
{
    SCOPED(page_model_release) struct page_model model = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    cJSON *root = NULL;
    page_model_build(&model, page);
    CU_ASSERT_EQUAL_FATAL(model.file_count, 1);
    page_file_data_format(&model, &model.files[0], &text);
    CU_ASSERT_EQUAL_FATAL(json_parse("data", strbuf_text(&text), text.length, &root, NULL), STATUS_OK);
    return root;
}

static double number_at(const cJSON *root, const char *key, int index)
{
    const cJSON *item = cJSON_GetArrayItem(json_get(root, key), index);
    return cJSON_IsNumber(item) ? item->valuedouble : -99;
}

TEST(lines_and_branches_come_in_rows_of_numbers)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("one\n</script>\n");
    SCOPED(coverage_release) struct coverage coverage = {0};
    struct coverage_file *file = coverage_add_file(&coverage, source.path);
    example_line(file, 1, UINT64_MAX);
    example_line(file, 2, 0);
    example_branch(file, 1, 0, 7);
    example_branch(file, 1, 1, 0);
    file->branches[1].was_evaluated = false;
    SCOPED(json_free) cJSON *data = data_of(&(struct report_page){.coverage = &coverage, .root = source.folder});
    CU_ASSERT_STRING_EQUAL(json_get_text(data, "path", ""), "a.c");
    CU_ASSERT_STRING_EQUAL(json_get_text(data, "source", ""), "one\n</script>\n");
    CU_ASSERT_EQUAL(number_at(data, "lines", 1), 9007199254740992.0);
    CU_ASSERT_EQUAL(number_at(data, "lines", 3), 0);
    CU_ASSERT_EQUAL(number_at(data, "branches", 2), 7);
    CU_ASSERT_EQUAL(number_at(data, "branches", 5), -1);
}

TEST(a_set_of_tests_is_written_once)
{
    SCOPED(mutant_set_release) struct mutant_set mutants = {0};
    example_add(&mutants, "/absent.c", 1, 3, 1, "a", "b", MUTANT_SURVIVED);
    example_add(&mutants, "/absent.c", 2, 9, 1, "a", "b", MUTANT_KILLED);
    SCOPED(json_free) cJSON *data = data_of(&(struct report_page){.mutants = &mutants});
    CU_ASSERT_EQUAL(cJSON_GetArraySize(json_get(data, "sets")), 1);
    CU_ASSERT_STRING_EQUAL(cJSON_GetArrayItem(json_get(data, "sets"), 0)->valuestring, "0,1,2");
    CU_ASSERT_EQUAL(cJSON_GetArraySize(json_get(json_get(data, "mutants"), "line")), 2);
    CU_ASSERT_EQUAL(number_at(json_get(data, "mutants"), "set", 1), 0);
    CU_ASSERT_TRUE(cJSON_IsNull(json_get(data, "source")));
}

TEST(ids_are_told_of_mutants_that_nothing_noticed)
{
    SCOPED(mutant_set_release) struct mutant_set mutants = {0};
    example_add(&mutants, "/absent.c", 1, 3, 1, "a", "b", MUTANT_SURVIVED);
    example_add(&mutants, "/absent.c", 2, 9, 1, "a", "b", MUTANT_KILLED);
    SCOPED(json_free) cJSON *data = data_of(&(struct report_page){.mutants = &mutants});
    const cJSON *ids = json_get(json_get(data, "mutants"), "id");
    CU_ASSERT_STRING_EQUAL(cJSON_GetArrayItem(ids, 0)->valuestring, "0000000000000001");
    CU_ASSERT_STRING_EQUAL(cJSON_GetArrayItem(ids, 1)->valuestring, "");
    CU_ASSERT_EQUAL(number_at(json_get(data, "mutants"), "by", 0), -1);
}

TEST(columns_count_characters)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("/* \xc3\xb6 */ a < b\n");
    SCOPED(mutant_set_release) struct mutant_set mutants = {0};
    example_add(&mutants, source.path, 1, 1, 12, "<", ">", MUTANT_SURVIVED);
    SCOPED(json_free) cJSON *data = data_of(&(struct report_page){.mutants = &mutants});
    CU_ASSERT_EQUAL(number_at(json_get(data, "mutants"), "column", 0), 11);
}

TEST(tests_of_lines_come_from_coverage_that_keeps_them_apart)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("one\ntwo\n");
    SCOPED(coverage_release) struct coverage coverage = {0};
    struct coverage_file *file = coverage_add_file(&coverage, source.path);
    const struct coverage_test_line first = {.line = 2, .test = coverage_add_test(&coverage, "s/b")};
    const struct coverage_test_line second = {.line = 2, .test = coverage_add_test(&coverage, "s/a")};
    ARRAY_PUSH(file->test_lines, file->test_line_count, file->test_line_capacity, first);
    ARRAY_PUSH(file->test_lines, file->test_line_count, file->test_line_capacity, second);
    SCOPED(json_free) cJSON *data = data_of(&(struct report_page){.coverage = &coverage});
    CU_ASSERT_EQUAL(cJSON_GetArraySize(json_get(data, "reached")), 2);
    CU_ASSERT_EQUAL(number_at(data, "reached", 0), 2);
    CU_ASSERT_STRING_EQUAL(cJSON_GetArrayItem(json_get(data, "sets"), 0)->valuestring, "0,1");
}

UNIT_TESTS("report/page_file_data", CASE(lines_and_branches_come_in_rows_of_numbers),
           CASE(a_set_of_tests_is_written_once), CASE(ids_are_told_of_mutants_that_nothing_noticed),
           CASE(columns_count_characters), CASE(tests_of_lines_come_from_coverage_that_keeps_them_apart))
