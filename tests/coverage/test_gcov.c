#include "unit_test.h"

#include "cet/coverage/gcov.h"

static const struct coverage_line *line_at(const struct coverage_file *file, uint32_t line)
{
    for (size_t i = 0; i < file->line_count; i++)
        if (file->lines[i].line == line)
            return &file->lines[i];
    return NULL;
}

static enum status parse_json(const char *text, struct coverage *coverage, struct error *err)
{
    return gcov_parse_json("answer", text, strlen(text), coverage, err);
}

TEST(json_gives_lines_branches_and_functions)
{
    static const char answer[] =
        "{\"files\": [{\"file\": \"a.c\", \"functions\": [{\"name\": \"f\", \"start_line\": 2, \"end_line\": 4,"
        "\"execution_count\": 3}], \"lines\": [{\"line_number\": 2, \"count\": 3, \"unexecuted_block\": false,"
        "\"branches\": [{\"count\": 1}, {\"count\": 0}]}]}], \"current_working_directory\": \"/w\"}\n";
    struct coverage coverage = {0};
    CU_ASSERT_EQUAL_FATAL(parse_json(answer, &coverage, NULL), STATUS_OK);
    const struct coverage_file *file = coverage_find_file(&coverage, "/w/a.c");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(line_at(file, 2)->hits, 3);
    struct coverage_totals totals = coverage_file_totals(file);
    CU_ASSERT_EQUAL(totals.branches, 2);
    CU_ASSERT_EQUAL(totals.branches_taken, 1);
    CU_ASSERT_EQUAL(totals.functions_hit, 1);
    CU_ASSERT_STRING_EQUAL(file->functions[0].name, "f");
    CU_ASSERT_EQUAL(file->functions[0].end_line, 4);
    coverage_release(&coverage);
}

TEST(a_line_listed_once_for_each_function_is_one_line_with_the_sum)
{
    static const char answer[] =
        "{\"files\": [{\"file\": \"/w/a.h\", \"functions\": [], \"lines\": ["
        "{\"line_number\": 1, \"count\": 2, \"branches\": [{\"count\": 2}, {\"count\": 0}]},"
        "{\"line_number\": 1, \"count\": 5, \"branches\": [{\"count\": 0}, {\"count\": 5}]}]}]}\n";
    struct coverage coverage = {0};
    CU_ASSERT_EQUAL_FATAL(parse_json(answer, &coverage, NULL), STATUS_OK);
    struct coverage_totals totals = coverage_totals(&coverage);
    CU_ASSERT_EQUAL(totals.lines, 1);
    CU_ASSERT_EQUAL(line_at(&coverage.files[0], 1)->hits, 7);
    CU_ASSERT_EQUAL(totals.branches, 2);
    CU_ASSERT_EQUAL(totals.branches_taken, 2);
    coverage_release(&coverage);
}

TEST(system_headers_are_left_out)
{
    struct coverage coverage = {0};
    CU_ASSERT_EQUAL(parse_json("{\"files\": [{\"file\": \"/usr/include/stdio.h\", \"lines\": []}]}", &coverage, NULL),
                    STATUS_OK);
    CU_ASSERT_EQUAL(coverage.file_count, 0);
    coverage_release(&coverage);
}

TEST(what_is_no_answer_of_gcov_is_refused)
{
    struct coverage coverage = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(parse_json("{\"lines\": 3}", &coverage, &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "answer"));
    CU_ASSERT_EQUAL(parse_json("{\"files\": [", &coverage, &err), STATUS_INVALID);
    CU_ASSERT_EQUAL(parse_json("", &coverage, &err), STATUS_INVALID);
    CU_ASSERT_EQUAL(coverage.file_count, 0);
    coverage_release(&coverage);
}

TEST(a_damaged_document_adds_nothing_of_those_before_it)
{
    struct coverage coverage = {0};
    CU_ASSERT_EQUAL(parse_json("{\"files\": [{\"file\": \"/a.c\", \"lines\": []}]}\n{\"files\"", &coverage, NULL),
                    STATUS_INVALID);
    CU_ASSERT_EQUAL(coverage.file_count, 0);
    coverage_release(&coverage);
}

TEST(counts_beyond_the_type_stay_at_its_ends)
{
    struct coverage coverage = {0};
    CU_ASSERT_EQUAL_FATAL(
        parse_json("{\"files\": [{\"file\": \"/a.c\", \"lines\": [{\"line_number\": 1, \"count\": 1e300},"
                   "{\"line_number\": 2, \"count\": -4}]}]}",
                   &coverage, NULL),
        STATUS_OK);
    CU_ASSERT_EQUAL(coverage.files[0].lines[0].hits, UINT64_MAX);
    CU_ASSERT_EQUAL(coverage.files[0].lines[1].hits, 0);
    coverage_release(&coverage);
}

static const char annotated[] = "        -:    0:Source:a.c\n"
                                "        -:    0:Runs:1\n"
                                "function f called 1 returned 100% blocks executed 75%\n"
                                "        1:    1:int f(int x) { return x > 0 ? x : -1; }\n"
                                "branch  0 taken 1\n"
                                "branch  1 taken 0\n"
                                "        -:    2:\n"
                                "function g called 0 returned 0% blocks executed 0%\n"
                                "    #####:    3:int g(int b) { return b ? 1 : 2; }\n"
                                "branch  0 never executed\n"
                                "branch  1 never executed\n";

TEST(text_of_llvm_cov_gives_the_same_records)
{
    struct coverage coverage = {0};
    CU_ASSERT_EQUAL_FATAL(gcov_parse_text("answer", annotated, strlen(annotated), "/w", &coverage, NULL), STATUS_OK);
    const struct coverage_file *file = coverage_find_file(&coverage, "/w/a.c");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    struct coverage_totals totals = coverage_file_totals(file);
    CU_ASSERT_EQUAL(totals.lines, 2);
    CU_ASSERT_EQUAL(totals.lines_hit, 1);
    CU_ASSERT_EQUAL(totals.branches, 4);
    CU_ASSERT_EQUAL(totals.branches_taken, 1);
    CU_ASSERT_EQUAL(totals.functions, 2);
    CU_ASSERT_EQUAL(totals.functions_hit, 1);
    CU_ASSERT_EQUAL(file->functions[1].line, 3);
    CU_ASSERT_FALSE(file->branches[2].was_evaluated);
    coverage_release(&coverage);
}

TEST(a_text_without_a_source_is_refused)
{
    struct coverage coverage = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(gcov_parse_text("answer", "hello\n", 6, "/w", &coverage, &err), STATUS_INVALID);
    coverage_release(&coverage);
}

UNIT_TESTS("coverage/gcov", CASE(json_gives_lines_branches_and_functions),
           CASE(a_line_listed_once_for_each_function_is_one_line_with_the_sum), CASE(system_headers_are_left_out),
           CASE(a_damaged_document_adds_nothing_of_those_before_it), CASE(counts_beyond_the_type_stay_at_its_ends),
           CASE(what_is_no_answer_of_gcov_is_refused), CASE(text_of_llvm_cov_gives_the_same_records),
           CASE(a_text_without_a_source_is_refused))
