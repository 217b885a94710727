#include "cet/model/coverage.h"
#include "core/scratch.h"
#include "unit_test.h"

static enum status load(const char *text, struct coverage *coverage, struct error *err)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "trace.info");
    CU_ASSERT_EQUAL(file_write(path, text, strlen(text), NULL), STATUS_OK);
    return coverage_load_tracefile(path, coverage, err);
}

static const char sample[] = "TN:\n"
                             "SF:/a.c\n"
                             "FN:1,f\n"
                             "FN:9,g\n"
                             "FNDA:3,f\n"
                             "FNDA:0,g\n"
                             "FNF:2\n"
                             "FNH:1\n"
                             "BRDA:2,0,0,3\n"
                             "BRDA:2,0,1,0\n"
                             "BRDA:10,0,0,-\n"
                             "BRDA:10,0,1,-\n"
                             "BRF:4\n"
                             "BRH:1\n"
                             "DA:1,3\n"
                             "DA:2,3\n"
                             "DA:10,0\n"
                             "LF:3\n"
                             "LH:2\n"
                             "end_of_record\n";

TEST(format_writes_what_load_read)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    CU_ASSERT_EQUAL_FATAL(load(sample, &coverage, NULL), STATUS_OK);
    coverage_format_tracefile(&coverage, &text);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), sample);
}

TEST(totals_count_what_was_hit)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    CU_ASSERT_EQUAL_FATAL(load(sample, &coverage, NULL), STATUS_OK);
    struct coverage_totals totals = coverage_totals(&coverage);
    CU_ASSERT_EQUAL(totals.lines, 3);
    CU_ASSERT_EQUAL(totals.lines_hit, 2);
    CU_ASSERT_EQUAL(totals.branches, 4);
    CU_ASSERT_EQUAL(totals.branches_taken, 1);
    CU_ASSERT_EQUAL(totals.functions, 2);
    CU_ASSERT_EQUAL(totals.functions_hit, 1);
}

TEST(merge_sums_hits)
{
    SCOPED(coverage_release) struct coverage into = {0};
    SCOPED(coverage_release) struct coverage from = {0};
    CU_ASSERT_EQUAL_FATAL(load(sample, &into, NULL), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(
        load("SF:/a.c\nFN:9,g\nFNDA:2,g\nBRDA:10,0,0,2\nBRDA:10,0,1,0\nDA:10,2\nDA:11,1\nend_of_record\n"
             "SF:/b.c\nDA:1,1\nend_of_record\n",
             &from, NULL),
        STATUS_OK);
    coverage_merge(&into, &from);
    const struct coverage_file *file = coverage_find_file(&into, "/a.c");
    CU_ASSERT_EQUAL(into.file_count, 2);
    CU_ASSERT_EQUAL(file->line_count, 4);
    CU_ASSERT_EQUAL(file->lines[2].hits, 2);
    CU_ASSERT_TRUE(file->branches[2].was_evaluated);
    CU_ASSERT_EQUAL(file->branches[2].taken, 2);
    CU_ASSERT_TRUE(file->branches[3].was_evaluated);
    CU_ASSERT_EQUAL(file->branches[3].taken, 0);
    CU_ASSERT_EQUAL(file->functions[1].hits, 2);
}

TEST(a_merge_with_itself_doubles_hits_and_keeps_the_ratios)
{
    SCOPED(coverage_release) struct coverage once = {0};
    SCOPED(coverage_release) struct coverage twice = {0};
    CU_ASSERT_EQUAL_FATAL(load(sample, &once, NULL), STATUS_OK);
    coverage_merge(&twice, &once);
    coverage_merge(&twice, &once);
    struct coverage_totals a = coverage_totals(&once), b = coverage_totals(&twice);
    CU_ASSERT_EQUAL(memcmp(&a, &b, sizeof a), 0);
    CU_ASSERT_EQUAL(twice.files[0].lines[0].hits, 6);
}

TEST(counts_stay_at_the_top)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    CU_ASSERT_EQUAL_FATAL(load("SF:/a.c\nDA:1,18446744073709551615\nDA:1,5\nend_of_record\n", &coverage, NULL),
                          STATUS_OK);
    CU_ASSERT_EQUAL(coverage.files[0].line_count, 1);
    CU_ASSERT_EQUAL(coverage.files[0].lines[0].hits, UINT64_MAX);
}

TEST(lines_of_one_number_are_one_line)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    CU_ASSERT_EQUAL_FATAL(load("SF:/a.c\nDA:5,1\nDA:2,1\nDA:5,2\nend_of_record\n", &coverage, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(coverage.files[0].line_count, 2);
    CU_ASSERT_EQUAL(coverage.files[0].lines[0].line, 2);
    CU_ASSERT_EQUAL(coverage.files[0].lines[1].hits, 3);
}

TEST(newer_tracefiles_give_end_lines_and_checksums)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    CU_ASSERT_EQUAL_FATAL(
        load("TN:t\r\nSF:/a.c\r\nFN:1,7,f\r\nFNDA:1,f\r\nDA:1,1,abcdef\r\nXYZ:1\r\nend_of_record\r\n", &coverage, NULL),
        STATUS_OK);
    CU_ASSERT_EQUAL(coverage.files[0].functions[0].end_line, 7);
    CU_ASSERT_STRING_EQUAL(coverage.files[0].functions[0].name, "f");
    CU_ASSERT_EQUAL(coverage.files[0].lines[0].hits, 1);
}

TEST(what_is_no_tracefile_is_refused_with_its_line)
{
    static const struct {
        const char *text, *named;
    } cases[] = {
        {"", "empty"},
        {"TN:\n", "SF"},
        {"DA:1,1\n", ":1:"},
        {"SF:/a.c\nDA:x,1\n", ":2:"},
        {"SF:/a.c\nDA:1\n", ":2:"},
        {"SF:/a.c\nDA:99999999999,1\n", ":2:"},
        {"SF:/a.c\nBRDA:1,0,0\n", ":2:"},
        {"SF:/a.c\nFN:1\n", ":2:"},
        {"SF:/a.c\nFNL:0,1,8\nFNA:0,31,0\n", ":3:"},
        {"SF:/a.c\nSF:/b.c\n", ":2:"},
        {"SF:/a.c\nDA:1,1\n", "end_of_record"},
        {"\x7f"
         "ELF",
         ":1:"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct error err = {0};
        struct coverage coverage = {0};
        CU_ASSERT_EQUAL(load(cases[i].text, &coverage, &err), STATUS_INVALID);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, cases[i].named));
        CU_ASSERT_EQUAL(coverage.file_count, 0);
    }
}

TEST(json_lists_what_was_not_reached)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    CU_ASSERT_EQUAL_FATAL(load(sample, &coverage, NULL), STATUS_OK);
    coverage_format_json(&coverage, &text);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "\"uncoveredFunctions\": [\n        \"g\"\n      ]"));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "\"uncoveredLines\": [\n        10\n      ]"));
}

UNIT_TESTS("model/coverage", CASE(format_writes_what_load_read), CASE(totals_count_what_was_hit), CASE(merge_sums_hits),
           CASE(a_merge_with_itself_doubles_hits_and_keeps_the_ratios), CASE(counts_stay_at_the_top),
           CASE(lines_of_one_number_are_one_line), CASE(newer_tracefiles_give_end_lines_and_checksums),
           CASE(what_is_no_tracefile_is_refused_with_its_line), CASE(json_lists_what_was_not_reached))
