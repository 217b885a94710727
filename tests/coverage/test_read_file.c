/* Files are read as what they are, whatever they are called. */
#include "cet/coverage/read.h"
#include "core/scratch.h"
#include "unit_test.h"

static const char gcov_json[] =
    "{\"gcc_version\": \"12.2.0\", \"files\": [{\"file\": \"a.c\", \"functions\": [{\"name\": \"f\","
    "\"start_line\": 1, \"end_line\": 2, \"execution_count\": 1}], \"lines\": [{\"line_number\": 1,"
    "\"count\": 1, \"unexecuted_block\": false, \"branches\": []}]}],"
    "\"current_working_directory\": \"/s\"}\n";
static const char gcov_text[] = "        -:    0:Source:/s/a.c\n        1:    1:int f(void) { return 1; }\n";
static const char tracefile[] = "TN:\nSF:/s/a.c\nFN:1,f\nFNDA:1,f\nDA:1,1\nend_of_record\n";
static const char cobertura[] =
    "<?xml version=\"1.0\"?>\n<coverage><sources><source>/s</source></sources><packages><package>"
    "<classes><class filename=\"a.c\"><methods/><lines><line number=\"1\" hits=\"1\"/></lines>"
    "</class></classes></package></packages></coverage>\n";
static const char llvm[] = "{\"data\":[{\"files\":[{\"filename\":\"/s/a.c\",\"segments\":[[1,1,1,true,true,false],"
                           "[1,9,0,false,false,false]]}]}],\"type\":\"llvm.coverage.json.export\"}";
static const char data[] =
    "{\"format\":\"cet-coverage-data\",\"version\":1,\"files\":[{\"path\":\"/s/a.c\",\"lines\":[[1,1]]}]}";

static enum status read_texts(const char *const *texts, size_t count, struct coverage *ret_coverage, struct error *err)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){0});
    const char *paths[8];
    for (size_t i = 0; i < count; i++) {
        char name[16];
        snprintf(name, sizeof name, "file%zu", i);
        paths[i] = scratch_path(&scratch, name);
        CU_ASSERT_EQUAL(file_write(paths[i], texts[i], strlen(texts[i]), NULL), STATUS_OK);
    }
    const enum status status = coverage_read_files(paths, count, 2, pile, err);
    if (status == STATUS_OK)
        coverage_pile_take(pile, ret_coverage);
    coverage_pile_free(pile);
    return status;
}

TEST(all_formats_are_read_together)
{
    static const char *const texts[] = {gcov_json, gcov_text, tracefile, cobertura, llvm, data};
    SCOPED(coverage_release) struct coverage coverage = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(read_texts(texts, ARRAY_LENGTH(texts), &coverage, &err), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(coverage.file_count, 1);
    CU_ASSERT_STRING_EQUAL(coverage.files[0].path, "/s/a.c");
    CU_ASSERT_EQUAL(coverage.files[0].line_count, 1);
    CU_ASSERT_EQUAL(coverage.files[0].lines[0].hits, 6);
    CU_ASSERT_STRING_EQUAL(coverage.compiler, "gcc 12.2.0");
}

TEST(the_first_bad_file_is_named_in_any_company)
{
    static const char *const texts[] = {tracefile, "{\"files\": 3}", "SF:/a.c\nDA:x\n"};
    SCOPED(coverage_release) struct coverage coverage = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(read_texts(texts, ARRAY_LENGTH(texts), &coverage, &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "file1"));
    CU_ASSERT_EQUAL(coverage.file_count, 0);
}

TEST(other_formats_are_refused_in_one_line)
{
    static const char *const texts[] = {"",
                                        "hello\n",
                                        "{}",
                                        "{\"format\": \"cet-coverage\", \"version\": 1, \"files\": []}",
                                        "{\"format\": \"cet-coverage-data\", \"version\": 2, \"files\": []}",
                                        "<html></html>",
                                        "\x1f\x8b not gzip",
                                        "\177ELF"};
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        SCOPED(coverage_release) struct coverage coverage = {0};
        struct error err = {0};
        CU_ASSERT_NOT_EQUAL(read_texts(&texts[i], 1, &coverage, &err), STATUS_OK);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "file0"));
        CU_ASSERT_PTR_NULL(strchr(err.message, '\n'));
    }
}

UNIT_TESTS("coverage/read_file", CASE(all_formats_are_read_together), CASE(the_first_bad_file_is_named_in_any_company),
           CASE(other_formats_are_refused_in_one_line))
