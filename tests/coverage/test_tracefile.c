#include "cet/coverage/gcov.h"
#include "core/scratch.h"
#include "unit_test.h"

static enum status load_bytes(const void *text, size_t length, struct coverage *coverage, struct error *err)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "trace.info");
    CU_ASSERT_EQUAL(file_write(path, text, length, NULL), STATUS_OK);
    return coverage_load_tracefile(path, coverage, err);
}

static void assert_reads_back(const struct coverage *coverage)
{
    SCOPED(strbuf_release) struct strbuf once = {0};
    SCOPED(strbuf_release) struct strbuf twice = {0};
    SCOPED(coverage_release) struct coverage read = {0};
    coverage_format_tracefile(coverage, &once);
    CU_ASSERT_EQUAL_FATAL(load_bytes(once.bytes, once.length, &read, NULL), STATUS_OK);
    coverage_format_tracefile(&read, &twice);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&once), strbuf_text(&twice));
}

static const char answer[] =
    "{\"files\": [{\"file\": \"a.c\", \"functions\": [{\"name\": \"f\", \"start_line\": 2, \"end_line\": 4,"
    "\"execution_count\": 3}, {\"name\": \"f\", \"start_line\": 9, \"execution_count\": 0}], \"lines\": ["
    "{\"line_number\": 2, \"count\": 3, \"branches\": [{\"count\": 1}, {\"count\": 0}]},"
    "{\"line_number\": 3, \"count\": 0, \"unexecuted_block\": true, \"branches\": [{\"count\": 0}, {\"count\": 0}]},"
    "{\"line_number\": 9, \"count\": 1e19}]}], \"current_working_directory\": \"/w\"}";

TEST(what_gcov_says_survives_the_tracefile)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    CU_ASSERT_EQUAL_FATAL(gcov_parse_json("answer", answer, strlen(answer), &coverage, NULL), STATUS_OK);
    coverage.test_name = memory_strdup("all");
    assert_reads_back(&coverage);
}

/* A cut file is refused, or, where the cut falls between two records, read up to there. */
TEST(no_cut_file_is_taken_for_a_whole_one)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    CU_ASSERT_EQUAL_FATAL(gcov_parse_json("answer", answer, strlen(answer), &coverage, NULL), STATUS_OK);
    coverage_format_tracefile(&coverage, &text);
    for (size_t length = 0; length + 1 < text.length; length++) {
        struct error err = {0};
        SCOPED(coverage_release) struct coverage cut = {0};
        CU_ASSERT_EQUAL(load_bytes(text.bytes, length, &cut, &err), STATUS_INVALID);
        CU_ASSERT_NOT_EQUAL(err.message[0], '\0');
        CU_ASSERT_EQUAL(cut.file_count, 0);
    }
}

TEST(bytes_that_are_no_text_are_refused)
{
    static const char with_nul[] = "SF:/a.c\nDA:1,1\nend_of_record\n\0SF:/b.c\nDA:x\n";
    struct error err = {0};
    SCOPED(coverage_release) struct coverage coverage = {0};
    CU_ASSERT_EQUAL(load_bytes(with_nul, sizeof with_nul - 1, &coverage, &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "NUL"));
    CU_ASSERT_EQUAL(coverage.file_count, 0);
}

TEST(what_other_writers_add_is_read)
{
    static const char text[] = "TN:first\nSF:/a.c\nFN:0,f\nFNDA:2,f\nBRDA:3,e0,1,-\nBRDA:0,0,0,1\nDA:0,5\nDA:3,1\n"
                               "end_of_record\nTN:second\nSF:/b.c\nDA:1,1\nend_of_record\n";
    SCOPED(coverage_release) struct coverage coverage = {0};
    CU_ASSERT_EQUAL_FATAL(load_bytes(text, sizeof text - 1, &coverage, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(coverage.test_name, "first");
    CU_ASSERT_EQUAL(coverage.files[0].branch_count, 1); /* an exception's branch; the line 0 is nobody's */
    CU_ASSERT_EQUAL(coverage.files[0].line_count, 1);
    CU_ASSERT_EQUAL(coverage.files[0].functions[0].hits, 2);
    assert_reads_back(&coverage);
}

TEST(two_functions_of_one_name_keep_their_own_hits)
{
    static const char text[] = "SF:/a.h\nFN:1,f\nFN:5,f\nFNDA:2,f\nFNDA:7,f\nFNDA:9,f\nend_of_record\n";
    SCOPED(coverage_release) struct coverage coverage = {0};
    CU_ASSERT_EQUAL_FATAL(load_bytes(text, sizeof text - 1, &coverage, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(coverage.files[0].functions[0].hits, 2);
    CU_ASSERT_EQUAL(coverage.files[0].functions[1].hits, 7);
}

TEST(hostile_numbers_and_names_are_refused)
{
    static const char *const lines[] = {"DA:1,-5",         "DA:-1,5",  "DA:1,18446744073709551616",
                                        "BRDA:1,e,0,-",    "BRDA:1",   "BRDA:1,0,4294967296,1",
                                        "FN:1,2",          "FN:1,",    "FN:1,2,3,f",
                                        "FNDA:x,f",        "DA:1e1,1", "FN:99999999999,f",
                                        "BRDA:1,0,0,taken"};
    for (size_t i = 0; i < ARRAY_LENGTH(lines); i++) {
        SCOPED(strbuf_release) struct strbuf text = {0};
        SCOPED(coverage_release) struct coverage coverage = {0};
        struct error err = {0};
        strbuf_printf(&text, "SF:/a.c\n%s\nend_of_record\n", lines[i]);
        CU_ASSERT_EQUAL(load_bytes(text.bytes, text.length, &coverage, &err), STATUS_INVALID);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, ":2:"));
    }
}

UNIT_TESTS("coverage/tracefile", CASE(what_gcov_says_survives_the_tracefile),
           CASE(no_cut_file_is_taken_for_a_whole_one), CASE(bytes_that_are_no_text_are_refused),
           CASE(what_other_writers_add_is_read), CASE(two_functions_of_one_name_keep_their_own_hits),
           CASE(hostile_numbers_and_names_are_refused))
