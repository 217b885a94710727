/* Readers and writers of coverage as inverses, and what each reader makes of its format. */
#include "cet/model/coverage_writers.h"
#include "coverage_read.h"

static const char rich[] = "TN:unit\nSF:/s/a.c\nVER:v1\nFNL:0,1,8\nFNA:0,3,f\nFNA:0,0,f_alias\nFNL:1,10\nFNA:1,0,g\n"
                           "BRDA:2,0,0,3\nBRDA:2,0,1,0\nBRDA:3,e0,0,1\nBRDA:3,f1,0,2\nBRDA:5,0,ready, now,1\n"
                           "BRDA:5,0,!ready,0\nBRDA:11,0,0,-\nMCDC:5,2,f,0,0,ready\nMCDC:5,2,t,1,0,ready\n"
                           "MCDC:5,2,t,1,1,now\nMCDC:5,2,f,1,1,now\nMCDC:5,2,t,0,0,else\nMCDC:5,2,f,7,0,else\n"
                           "DA:1,3,aaa\nDA:2,3\nDA:3,3\nDA:5,18446744073709551615\nDA:11,0\nend_of_record\n"
                           "TN:other\nSF:/s/b \xc3\xa4/c.c\nDA:1,1\nend_of_record\n";

static void load_rich(struct coverage *coverage)
{
    CU_ASSERT_EQUAL_FATAL(read_by_path(coverage_read_tracefile, rich, coverage, NULL), STATUS_OK);
}

static void format(const char *name, const struct coverage *coverage, struct strbuf *out)
{
    coverage_format_as(coverage_writer_find(name), coverage, out);
}

TEST(lcov_2_records_are_read)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    load_rich(&coverage);
    const struct coverage_file *file = &coverage.files[0];
    const struct coverage_totals totals = coverage_file_totals(file);
    CU_ASSERT_STRING_EQUAL(file->version, "v1");
    CU_ASSERT_EQUAL(totals.functions, 3);
    CU_ASSERT_EQUAL(totals.functions_hit, 1);
    CU_ASSERT_EQUAL(file->functions[0].end_line, 8);
    CU_ASSERT_EQUAL(totals.branches, 7);
    CU_ASSERT_TRUE(file->branches[2].is_throw);
    CU_ASSERT_TRUE(file->branches[3].is_fallthrough);
    CU_ASSERT_STRING_EQUAL(coverage_file_text(file, file->branches[4].text), "ready, now");
    CU_ASSERT_EQUAL(file->branches[5].number, 1);
    CU_ASSERT_EQUAL_FATAL(file->condition_count, 3); /* the second decision of that size has other words */
    CU_ASSERT_EQUAL(file->conditions[0].met_true, 1);
    CU_ASSERT_EQUAL(file->conditions[0].met_false, 0);
    CU_ASSERT_EQUAL(file->conditions[2].group, 1);
    CU_ASSERT_EQUAL(file->conditions[2].met_false, 7);
    CU_ASSERT_EQUAL(totals.conditions, 6);
    CU_ASSERT_EQUAL(totals.conditions_met, 4);
    CU_ASSERT_EQUAL(coverage.test_count, 2);
}

TEST(unreachable_branches_are_kept_and_do_not_count)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    CU_ASSERT_EQUAL_FATAL(read_by_path(coverage_read_tracefile,
                                       "SF:/a.c\nBRDA:1,U0,0,0\nBRDA:1,0,1,2\nDA:1,2\nend_of_record\n", &coverage,
                                       NULL),
                          STATUS_OK);
    CU_ASSERT_EQUAL(coverage.files[0].branch_count, 2);
    CU_ASSERT_EQUAL(coverage_totals(&coverage).branches, 1);
}

TEST(cet_json_gives_back_all_of_it)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(coverage_release) struct coverage again = {0};
    SCOPED(strbuf_release) struct strbuf first = {0};
    SCOPED(strbuf_release) struct strbuf second = {0};
    load_rich(&coverage);
    format("json", &coverage, &first);
    CU_ASSERT_EQUAL_FATAL(read_by_text(coverage_parse_data, strbuf_text(&first), &again, NULL), STATUS_OK);
    format("json", &again, &second);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&first), strbuf_text(&second));
    CU_ASSERT_STRING_EQUAL(again.files[1].path, "/s/b \xc3\xa4/c.c");
    CU_ASSERT_EQUAL(again.files[0].test_line_count, coverage.files[0].test_line_count);
    CU_ASSERT_EQUAL(again.files[0].checksums[0].hash, coverage.files[0].checksums[0].hash);
}

/* lcov 1.16 takes neither letters nor words in a BRDA, lcov 2 refuses lines and branches that contradict each other. */
TEST(tracefiles_hold_what_both_lcovs_take)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    CU_ASSERT_EQUAL_FATAL(
        read_by_path(
            coverage_read_tracefile,
            "SF:/a.c\nFN:1,9,f\nFNDA:1,f\nBRDA:1,e0,x,-\nBRDA:1,0,y,-\nBRDA:2,0,0,0\nDA:1,5\nDA:2,0\nend_of_record\n",
            &coverage, NULL),
        STATUS_OK);
    coverage_format_tracefile(&coverage, &text);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "FN:1,f\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "BRDA:1,0,0,0\nBRDA:1,0,1,0\nBRDA:2,0,0,-\nBRF:3\nBRH:0\n"));
}

TEST(cobertura_keeps_lines_functions_and_numbers_of_branches)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(coverage_release) struct coverage again = {0};
    SCOPED(strbuf_release) struct strbuf first = {0};
    SCOPED(strbuf_release) struct strbuf second = {0};
    load_rich(&coverage);
    format("cobertura", &coverage, &first);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&first), "<source>/s</source>"));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&first), "filename=\"b \xc3\xa4/c.c\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&first), "condition-coverage=\"50% (1/2)\""));
    CU_ASSERT_EQUAL_FATAL(read_by_path(coverage_read_cobertura, strbuf_text(&first), &again, NULL), STATUS_OK);
    format("cobertura", &again, &second);
    struct coverage_totals a = coverage_totals(&coverage), b = coverage_totals(&again);
    CU_ASSERT_EQUAL(a.lines, b.lines);
    CU_ASSERT_EQUAL(a.lines_hit, b.lines_hit);
    CU_ASSERT_EQUAL(a.branches, b.branches);
    CU_ASSERT_EQUAL(a.branches_taken, b.branches_taken);
    CU_ASSERT_EQUAL(a.functions, b.functions);
    CU_ASSERT_EQUAL(a.functions_hit, b.functions_hit);
    CU_ASSERT_STRING_EQUAL(again.files[0].path, "/s/a.c");
}

TEST(names_are_escaped_in_cobertura)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(coverage_release) struct coverage again = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    CU_ASSERT_EQUAL_FATAL(read_by_path(coverage_read_tracefile,
                                       "SF:/s/<script>&\"\t.c\nFN:1,f<T>\nFNDA:1,f<T>\nDA:1,1\nend_of_record\n",
                                       &coverage, NULL),
                          STATUS_OK);
    format("cobertura", &coverage, &text);
    CU_ASSERT_PTR_NULL(strstr(strbuf_text(&text), "<script>"));
    CU_ASSERT_EQUAL_FATAL(read_by_path(coverage_read_cobertura, strbuf_text(&text), &again, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(again.files[0].path, "/s/<script>&\"\t.c");
    CU_ASSERT_STRING_EQUAL(again.files[0].functions[0].name, "f<T>");
}

TEST(hostile_xml_is_refused)
{
    static const struct {
        const char *text, *named;
    } cases[] = {
        {"<!DOCTYPE c [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><coverage>&b;</coverage>", "entities"},
        {"<!DOCTYPE c [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><coverage>&x;</coverage>", "entities"},
        {"<html/>", "no Cobertura"},
        {"<coverage><packages>", "not valid XML"},
        {"<coverage/>", "no class"},
        {"<coverage><class filename=\"a.c\"><lines><line number=\"-1\" hits=\"1\"/></lines></class></coverage>",
         "number"},
        {"<coverage><class filename=\"a.c\"><lines><line number=\"99999999999\" "
         "hits=\"1\"/></lines></class></coverage>",
         "number"},
        {"<coverage><class filename=\"a.c\"><lines><line number=\"1\" hits=\"1\" branch=\"true\" "
         "condition-coverage=\"0% (0/99999999)\"/></lines></class></coverage>",
         "condition-coverage"},
        {"<coverage><class/></coverage>", "filename"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        SCOPED(coverage_release) struct coverage coverage = {0};
        struct error err = {0};
        CU_ASSERT_EQUAL(read_by_path(coverage_read_cobertura, cases[i].text, &coverage, &err), STATUS_INVALID);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, cases[i].named));
    }
}

/* int f(int x) {            1: begins f, 5 times
 *     if (x)                2: wrapped by f, a region of its own
 *         return 1;         3: 2 times
 * #if 0                     4: skipped
 *     gone();               5: skipped
 * #endif                    6
 *     return 0; }           7: 3 times */
static const char exported[] =
    "{\"data\":[{\"files\":[{\"filename\":\"/s/a.c\",\"segments\":[[1,14,5,true,true,false],[2,7,5,true,true,false],"
    "[2,8,5,true,false,false],[2,9,2,true,true,true],[3,5,2,true,true,false],[3,13,3,true,false,false],"
    "[4,1,0,false,true,false],[6,1,3,true,false,false],[7,15,0,false,false,false]],"
    "\"branches\":[[2,7,2,8,2,3,0,0,4],[2,7,2,8,1,0,0,0,4],[3,1,3,2,0,0,0,0,4]],"
    "\"mcdc_records\":[[2,7,2,20,0,5,[true,false]],[2,30,2,40,1,2,0,0,5,[true],[{\"executed\":true}]]],\"expansions\":["
    "],"
    "\"summary\":{}}],\"functions\":[{\"name\":\"a.c:f\",\"count\":5,\"regions\":[[1,14,7,16,5,0,0,0]],"
    "\"filenames\":[\"/s/a.c\"]}],\"totals\":{}}],\"type\":\"llvm.coverage.json.export\",\"version\":\"2.0.1\"}";

TEST(llvm_segments_give_the_lines_that_llvm_cov_shows)
{
    static const struct coverage_line lines[] = {{.line = 1, .hits = 5},
                                                 {.line = 2, .hits = 5},
                                                 {.line = 3, .hits = 2},
                                                 {.line = 6, .hits = 0},
                                                 {.line = 7, .hits = 3}};
    SCOPED(coverage_release) struct coverage coverage = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL_FATAL(read_by_text(coverage_parse_llvm, exported, &coverage, &err), STATUS_OK);
    const struct coverage_file *file = &coverage.files[0];
    CU_ASSERT_EQUAL_FATAL(file->line_count, 4);
    for (size_t i = 0, k = 0; i < file->line_count; i++, k++) {
        k += lines[k].line == 6; /* begins behind what is skipped: wrapped by it */
        CU_ASSERT_EQUAL(file->lines[i].line, lines[k].line);
        CU_ASSERT_EQUAL(file->lines[i].hits, lines[k].hits);
    }
    CU_ASSERT_EQUAL(file->branch_count, 4); /* what stands at one place twice is one condition */
    CU_ASSERT_EQUAL(file->branches[0].taken, 3);
    CU_ASSERT_FALSE(file->branches[2].was_evaluated);
    CU_ASSERT_EQUAL(file->condition_count, 3);
    CU_ASSERT_EQUAL(file->conditions[2].group, 1);
    CU_ASSERT_STRING_EQUAL(file->functions[0].name, "f");
    CU_ASSERT_EQUAL(file->functions[0].end_line, 7);
}

TEST(hostile_exports_are_refused)
{
    static const struct {
        const char *text, *named;
    } cases[] = {
        {"{\"data\":[]}", "no export"},
        {"{\"data\":[{\"files\":[{\"filename\":\"a.c\"}]}],\"type\":\"llvm.coverage.json.export\"}", "summary-only"},
        {"{\"data\":[{\"files\":[{\"filename\":\"a.c\",\"segments\":[[99999999999,1,1,true,true,false]]}]}]}",
         "bounds"},
        {"{\"data\":[{\"files\":[{\"filename\":\"a.c\",\"segments\":[[2,1,1,true,true,false],[1,1,1,true,true,false]]}]"
         "}]}",
         "order"},
        {"{\"data\":[{\"files\":[{\"segments\":[]}]}]}", "without name"},
        {"{\"data\":[{\"files\":[{\"filename\":\"a.c\"", "ends too early"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        SCOPED(coverage_release) struct coverage coverage = {0};
        struct error err = {0};
        CU_ASSERT_EQUAL(read_by_text(coverage_parse_llvm, cases[i].text, &coverage, &err), STATUS_INVALID);
        if (!strstr(err.message, cases[i].named))
            printf("  %s\n", err.message);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, cases[i].named));
    }
}

TEST(cut_data_is_never_taken_for_whole)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    load_rich(&coverage);
    format("json", &coverage, &text);
    for (size_t length = 0; length + 1 < text.length; length++) {
        SCOPED(coverage_release) struct coverage cut = {0};
        SCOPED(memory_free_pointer) char *part = memory_strndup(text.bytes, length);
        CU_ASSERT_EQUAL(read_by_text(coverage_parse_data, part, &cut, NULL), STATUS_INVALID);
    }
    for (size_t length = 0; length + 1 < strlen(exported); length += 3) {
        SCOPED(coverage_release) struct coverage cut = {0};
        SCOPED(memory_free_pointer) char *part = memory_strndup(exported, length);
        CU_ASSERT_EQUAL(read_by_text(coverage_parse_llvm, part, &cut, NULL), STATUS_INVALID);
    }
}

UNIT_TESTS("model/coverage_formats", CASE(lcov_2_records_are_read),
           CASE(unreachable_branches_are_kept_and_do_not_count), CASE(cet_json_gives_back_all_of_it),
           CASE(tracefiles_hold_what_both_lcovs_take), CASE(cobertura_keeps_lines_functions_and_numbers_of_branches),
           CASE(names_are_escaped_in_cobertura), CASE(hostile_xml_is_refused),
           CASE(llvm_segments_give_the_lines_that_llvm_cov_shows), CASE(hostile_exports_are_refused),
           CASE(cut_data_is_never_taken_for_whole))
