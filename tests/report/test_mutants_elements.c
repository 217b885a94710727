/* What the published schema demands (mutation-testing-report-schema 3), checked by hand: that runs everywhere; where
 * npm is to be had, tests/e2e/mutation_reports_are_valid.sh asks the schema itself. */
#include "cet/core/json.h"
#include "cet/report/mutants.h"
#include "mutants_example.h"
#include "unit_test.h"

static cJSON *write_and_parse(const struct mutants_report *report)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    cJSON *json = NULL;
    report_mutants_elements(report, &out);
    CU_ASSERT_EQUAL_FATAL(json_parse("elements", out.bytes, out.length, &json, NULL), STATUS_OK);
    return json;
}

static bool is_position(const cJSON *position)
{
    return json_get_int(position, "line", 0) >= 1 && json_get_int(position, "column", 0) >= 1;
}

static bool is_status(const char *text)
{
    static const char *const known[] = {"Killed",       "Survived", "NoCoverage", "CompileError",
                                        "RuntimeError", "Timeout",  "Ignored",    "Pending"};
    for (size_t i = 0; i < ARRAY_LENGTH(known); i++)
        if (!strcmp(known[i], text))
            return true;
    return false;
}

static void collect_test_ids(const cJSON *root, struct map *ids)
{
    const cJSON *file, *test;
    cJSON_ArrayForEach(file, json_get(root, "testFiles")) cJSON_ArrayForEach(test, json_get(file, "tests"))
    {
        bool is_new;
        map_add(ids, json_get_text(test, "id", ""), 0, &is_new);
        CU_ASSERT_TRUE(is_new);
        CU_ASSERT(*json_get_text(test, "name", "") != '\0');
    }
}

static void check_names_tests(const cJSON *list, const struct map *ids)
{
    const cJSON *id;
    uint64_t value;
    cJSON_ArrayForEach(id, list) CU_ASSERT_TRUE(cJSON_IsString(id) && map_find(ids, id->valuestring, &value));
}

static void check_mutant(const cJSON *mutant, const struct map *tests, struct map *ids)
{
    const cJSON *location = json_get(mutant, "location");
    bool is_new;
    map_add(ids, json_get_text(mutant, "id", ""), 0, &is_new);
    CU_ASSERT_TRUE(is_new);
    CU_ASSERT(*json_get_text(mutant, "mutatorName", "") != '\0');
    CU_ASSERT_TRUE(is_status(json_get_text(mutant, "status", "")));
    CU_ASSERT_TRUE(is_position(json_get(location, "start")));
    CU_ASSERT_TRUE(is_position(json_get(location, "end")));
    check_names_tests(json_get(mutant, "coveredBy"), tests);
    check_names_tests(json_get(mutant, "killedBy"), tests);
}

static void check_schema(const cJSON *root)
{
    SCOPED(map_release) struct map tests = {0};
    SCOPED(map_release) struct map ids = {0};
    const cJSON *file, *mutant;
    int64_t low = json_get_int(json_get(root, "thresholds"), "low", -1);
    int64_t high = json_get_int(json_get(root, "thresholds"), "high", -1);
    CU_ASSERT_STRING_EQUAL(json_get_text(root, "schemaVersion", ""), "2.0");
    CU_ASSERT(low >= 0 && low <= high && high <= 100);
    CU_ASSERT_TRUE(cJSON_IsObject(json_get(root, "files")));
    collect_test_ids(root, &tests);
    cJSON_ArrayForEach(file, json_get(root, "files"))
    {
        CU_ASSERT_STRING_EQUAL(json_get_text(file, "language", ""), "c");
        CU_ASSERT_PTR_NOT_NULL(json_get_text(file, "source", NULL));
        cJSON_ArrayForEach(mutant, json_get(file, "mutants")) check_mutant(mutant, &tests, &ids);
    }
}

static const cJSON *mutants_of(const cJSON *root, const char *file)
{
    return json_get(json_get(json_get(root, "files"), file), "mutants");
}

TEST(every_status_keeps_the_schema)
{
    SCOPED(source_file_release) struct source_file source = source_file_new(EXAMPLE_SOURCE);
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    example_fill(&set, source.path);
    SCOPED(json_free) cJSON *root =
        write_and_parse(&(struct mutants_report){.set = &set, .root = source.folder, .tool_version = "1.2.3"});
    check_schema(root);
    CU_ASSERT_EQUAL(cJSON_GetArraySize(mutants_of(root, "a.c")), 9);
    CU_ASSERT_STRING_EQUAL(json_get_text(json_get(json_get(root, "files"), "a.c"), "source", ""), EXAMPLE_SOURCE);
    CU_ASSERT_EQUAL(cJSON_GetArraySize(json_get(root, "testFiles")), 2); /* "suite" and "program" */
}

TEST(columns_count_characters)
{
    SCOPED(source_file_release) struct source_file source = source_file_new(EXAMPLE_SOURCE);
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    example_fill(&set, source.path);
    SCOPED(json_free) cJSON *root =
        write_and_parse(&(struct mutants_report){.set = &set, .root = source.folder, .tool_version = "1"});
    const cJSON *location = json_get(cJSON_GetArrayItem(mutants_of(root, "a.c"), 0), "location");
    CU_ASSERT_EQUAL(json_get_int(json_get(location, "start"), "column", 0), 20);
    CU_ASSERT_EQUAL(json_get_int(json_get(location, "end"), "column", 0), 21);
}

TEST(no_mutants_and_missing_sources_keep_the_schema)
{
    SCOPED(mutant_set_release) struct mutant_set none = {0};
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    example_add(&set, "/no/such.c", 1, 0, 0, "<", "<=", MUTANT_SURVIVED);
    SCOPED(json_free) cJSON *empty = write_and_parse(&(struct mutants_report){.set = &none, .tool_version = "1"});
    SCOPED(json_free) cJSON *missing =
        write_and_parse(&(struct mutants_report){.set = &set, .tool_version = "1", .threshold_ratio = 0.95});
    check_schema(empty);
    check_schema(missing);
    CU_ASSERT_EQUAL(json_get_int(json_get(missing, "thresholds"), "low", 0), 95);
}

TEST(the_tests_and_the_reason_stand_with_the_mutant)
{
    SCOPED(source_file_release) struct source_file source = source_file_new(EXAMPLE_SOURCE);
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    example_add(&set, source.path, 5, 5, 14, "*", "+", MUTANT_KILLED);
    SCOPED(json_free) cJSON *root =
        write_and_parse(&(struct mutants_report){.set = &set, .root = source.folder, .tool_version = "1"});
    const cJSON *mutant = cJSON_GetArrayItem(mutants_of(root, "a.c"), 0);
    CU_ASSERT_STRING_EQUAL(json_get_text(mutant, "statusReason", ""), "crash");
    CU_ASSERT_EQUAL(cJSON_GetArraySize(json_get(mutant, "coveredBy")), 3);
    CU_ASSERT_STRING_EQUAL(cJSON_GetArrayItem(json_get(mutant, "killedBy"), 0)->valuestring, "suite/a");
}

UNIT_TESTS("report/mutants_elements", CASE(every_status_keeps_the_schema), CASE(columns_count_characters),
           CASE(no_mutants_and_missing_sources_keep_the_schema), CASE(the_tests_and_the_reason_stand_with_the_mutant))
