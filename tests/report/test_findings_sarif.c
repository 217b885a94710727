#include "cet/core/json.h"
#include "cet/report/findings.h"
#include "source_file.h"
#include "unit_test.h"

static const struct report_rule rules[] = {
    {"cet-a", FINDING_WARNING, "short", "long `code`", "CWE-22", "high"},
    {"cet-b", FINDING_ERROR, "short", "long", "", "medium"},
};

static const struct report_gap gaps[] = {{"/r/x.c", "it does not compile"}};

static cJSON *write_and_parse(const struct finding_set *findings, const char *root)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    cJSON *json = NULL;
    report_findings_sarif(findings,
                          &(struct sarif_options){.rules = rules,
                                                  .rule_count = ARRAY_LENGTH(rules),
                                                  .gaps = gaps,
                                                  .gap_count = ARRAY_LENGTH(gaps),
                                                  .root = root,
                                                  .tool_version = "1.2.3"},
                          &out);
    CU_ASSERT_EQUAL_FATAL(json_parse("sarif", out.bytes, out.length, &json, NULL), STATUS_OK);
    return json;
}

static const cJSON *run_of(const cJSON *json)
{
    return cJSON_GetArrayItem(json_get(json, "runs"), 0);
}

static const cJSON *first_result(const cJSON *json)
{
    return cJSON_GetArrayItem(json_get(run_of(json), "results"), 0);
}

static const cJSON *physical_location(const cJSON *result)
{
    return json_get(cJSON_GetArrayItem(json_get(result, "locations"), 0), "physicalLocation");
}

TEST(every_rule_is_declared_with_tags_and_help)
{
    struct finding_set none = {0};
    SCOPED(json_free) cJSON *json = write_and_parse(&none, NULL);
    const cJSON *driver = json_get(json_get(run_of(json), "tool"), "driver");
    CU_ASSERT_STRING_EQUAL(json_get_text(json, "version", ""), "2.1.0");
    CU_ASSERT_STRING_EQUAL(json_get_text(driver, "version", ""), "1.2.3");
    CU_ASSERT_EQUAL(cJSON_GetArraySize(json_get(driver, "rules")), 2);
    const cJSON *rule = cJSON_GetArrayItem(json_get(driver, "rules"), 0);
    const cJSON *tags = json_get(json_get(rule, "properties"), "tags");
    CU_ASSERT_STRING_EQUAL(json_get_text(rule, "id", ""), "cet-a");
    CU_ASSERT_STRING_EQUAL(json_get_text(json_get(rule, "help"), "markdown", ""), "long `code`");
    CU_ASSERT_STRING_EQUAL(cJSON_GetArrayItem(tags, 1)->valuestring, "external/cwe/cwe-022");
    CU_ASSERT_EQUAL(cJSON_GetArraySize(json_get(run_of(json), "results")), 0);
}

TEST(a_place_is_relative_and_on_one_line)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("\xc3\xb6 x;\n");
    SCOPED(finding_set_release) struct finding_set findings = {0};
    finding_set_add(&findings, &(struct finding){.rule = "cet-b",
                                                 .level = FINDING_ERROR,
                                                 .path = source.path,
                                                 .line = 1,
                                                 .column = 4,
                                                 .end_line = 1,
                                                 .end_column = 5,
                                                 .function = "f",
                                                 .message = "m",
                                                 .fingerprint = "0123"});
    SCOPED(json_free) cJSON *json = write_and_parse(&findings, source.folder);
    const cJSON *result = first_result(json), *place = physical_location(result);
    const cJSON *region = json_get(place, "region");
    CU_ASSERT_EQUAL(json_get_int(result, "ruleIndex", -1), 1);
    CU_ASSERT_STRING_EQUAL(json_get_text(result, "level", ""), "error");
    CU_ASSERT_STRING_EQUAL(json_get_text(json_get(place, "artifactLocation"), "uri", ""), "a.c");
    CU_ASSERT_EQUAL(json_get_int(region, "startLine", 0), 1);
    CU_ASSERT_EQUAL(json_get_int(region, "startColumn", 0), 3); /* characters, not bytes */
    CU_ASSERT_EQUAL(json_get_int(region, "endColumn", 0), 4);
    CU_ASSERT_PTR_NULL(json_get(region, "endLine"));
    CU_ASSERT_STRING_EQUAL(json_get_text(json_get(result, "partialFingerprints"), "cetFingerprint/v1", ""), "0123");
}

TEST(odd_paths_are_percent_encoded)
{
    SCOPED(finding_set_release) struct finding_set findings = {0};
    finding_set_add(&findings, &(struct finding){.rule = "cet-a", .path = "/r/a b%c#.c", .line = 0, .message = "m"});
    SCOPED(json_free) cJSON *below = write_and_parse(&findings, "/r");
    SCOPED(json_free) cJSON *whole = write_and_parse(&findings, NULL);
    const cJSON *place = physical_location(first_result(below));
    CU_ASSERT_STRING_EQUAL(json_get_text(json_get(place, "artifactLocation"), "uri", ""), "a%20b%25c%23.c");
    CU_ASSERT_EQUAL(json_get_int(json_get(place, "region"), "startLine", 0), 1);
    place = physical_location(first_result(whole));
    CU_ASSERT_STRING_EQUAL(json_get_text(json_get(place, "artifactLocation"), "uri", ""), "file:///r/a%20b%25c%23.c");
}

TEST(a_rule_that_nobody_described_is_declared_all_the_same)
{
    SCOPED(finding_set_release) struct finding_set findings = {0};
    finding_set_add(&findings, &(struct finding){.rule = "asan", .path = "/a.c", .line = 1, .message = "1"});
    finding_set_add(&findings, &(struct finding){.rule = "asan", .path = "/a.c", .line = 2, .message = "2"});
    SCOPED(json_free) cJSON *json = write_and_parse(&findings, NULL);
    const cJSON *list = json_get(json_get(json_get(run_of(json), "tool"), "driver"), "rules");
    CU_ASSERT_EQUAL(cJSON_GetArraySize(list), 3);
    CU_ASSERT_EQUAL(json_get_int(first_result(json), "ruleIndex", -1), 2);
}

TEST(more_results_than_may_stand_in_a_file_are_cut_and_said)
{
    SCOPED(finding_set_release) struct finding_set findings = {0};
    finding_set_add(&findings, &(struct finding){.rule = "cet-a", .path = "/a.c", .line = 1, .message = "m"});
    struct finding one = findings.items[0];
    while (findings.count < 25002)
        ARRAY_PUSH(findings.items, findings.count, findings.capacity, one);
    SCOPED(json_free) cJSON *json = write_and_parse(&findings, NULL);
    const cJSON *invocation = cJSON_GetArrayItem(json_get(run_of(json), "invocations"), 0);
    CU_ASSERT_EQUAL(cJSON_GetArraySize(json_get(run_of(json), "results")), 25000);
    CU_ASSERT_EQUAL(cJSON_GetArraySize(json_get(invocation, "toolExecutionNotifications")), 2);
}

TEST(what_is_silenced_is_listed_with_its_suppression)
{
    SCOPED(finding_set_release) struct finding_set findings = {0};
    const enum finding_state states[] = {FINDING_SHOWN, FINDING_SILENCED, FINDING_IN_BASELINE, FINDING_UNCHANGED};
    for (uint32_t i = 0; i < ARRAY_LENGTH(states); i++)
        finding_set_add(&findings, &(struct finding){.rule = "cet-a",
                                                     .path = "/a.c",
                                                     .line = i + 1,
                                                     .message = "m",
                                                     .state = states[i],
                                                     .reason = "why not"});
    SCOPED(json_free) cJSON *json = write_and_parse(&findings, NULL);
    const cJSON *results = json_get(run_of(json), "results");
    CU_ASSERT_EQUAL_FATAL(cJSON_GetArraySize(results), 3);
    const cJSON *none = json_get(cJSON_GetArrayItem(results, 0), "suppressions");
    const cJSON *mark = cJSON_GetArrayItem(json_get(cJSON_GetArrayItem(results, 1), "suppressions"), 0);
    const cJSON *known = cJSON_GetArrayItem(json_get(cJSON_GetArrayItem(results, 2), "suppressions"), 0);
    CU_ASSERT(cJSON_IsArray(none) && cJSON_GetArraySize(none) == 0);
    CU_ASSERT_STRING_EQUAL(json_get_text(mark, "kind", ""), "inSource");
    CU_ASSERT_STRING_EQUAL(json_get_text(mark, "justification", ""), "why not");
    CU_ASSERT_STRING_EQUAL(json_get_text(known, "kind", ""), "external");
}

TEST(repairs_and_other_finders_are_told)
{
    SCOPED(finding_set_release) struct finding_set findings = {0};
    struct finding_fix fix = {2, 1, 2, 4, "new"};
    finding_set_add(&findings, &(struct finding){.rule = "x",
                                                 .path = "/r/a.c",
                                                 .line = 2,
                                                 .message = "m",
                                                 .source = "cppcheck",
                                                 .cwe = "CWE-476",
                                                 .fixes = &fix,
                                                 .fix_count = 1});
    SCOPED(json_free) cJSON *json = write_and_parse(&findings, "/r");
    const cJSON *change = cJSON_GetArrayItem(
        json_get(cJSON_GetArrayItem(json_get(first_result(json), "fixes"), 0), "artifactChanges"), 0);
    const cJSON *replacement = cJSON_GetArrayItem(json_get(change, "replacements"), 0);
    CU_ASSERT_STRING_EQUAL(json_get_text(json_get(change, "artifactLocation"), "uri", ""), "a.c");
    CU_ASSERT_EQUAL(json_get_int(json_get(replacement, "deletedRegion"), "endColumn", 0), 4);
    CU_ASSERT_STRING_EQUAL(json_get_text(json_get(replacement, "insertedContent"), "text", ""), "new");
    CU_ASSERT_STRING_EQUAL(json_get_text(json_get(first_result(json), "properties"), "source", ""), "cppcheck");
    const cJSON *rule = cJSON_GetArrayItem(json_get(json_get(json_get(run_of(json), "tool"), "driver"), "rules"), 2);
    CU_ASSERT_STRING_EQUAL(cJSON_GetArrayItem(json_get(json_get(rule, "properties"), "tags"), 1)->valuestring,
                           "external/cwe/cwe-476");
}

UNIT_TESTS("report/findings_sarif", CASE(every_rule_is_declared_with_tags_and_help),
           CASE(a_place_is_relative_and_on_one_line), CASE(odd_paths_are_percent_encoded),
           CASE(a_rule_that_nobody_described_is_declared_all_the_same),
           CASE(more_results_than_may_stand_in_a_file_are_cut_and_said),
           CASE(what_is_silenced_is_listed_with_its_suppression), CASE(repairs_and_other_finders_are_told))
