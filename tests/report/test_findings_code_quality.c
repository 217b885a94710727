#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/report/findings.h"
#include "unit_test.h"

TEST(what_is_shown_is_an_issue_with_path_line_and_fingerprint)
{
    SCOPED(finding_set_release) struct finding_set findings = {0};
    SCOPED(strbuf_release) struct strbuf out = {0};
    SCOPED(json_free) cJSON *json = NULL;
    finding_set_add(&findings, &(struct finding){.rule = "cet-a",
                                                 .level = FINDING_ERROR,
                                                 .path = "/r/src/a.c",
                                                 .line = 7,
                                                 .message = "say \"why\"",
                                                 .fingerprint = "0123456789abcdef"});
    finding_set_add(
        &findings,
        &(struct finding){
            .rule = "cet-a", .path = "/r/src/a.c", .line = 8, .message = "known", .state = FINDING_IN_BASELINE});
    report_findings_code_quality(&findings, "/r", &out);
    CU_ASSERT_EQUAL_FATAL(json_parse("report", out.bytes, out.length, &json, NULL), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(cJSON_GetArraySize(json), 1);
    const cJSON *issue = cJSON_GetArrayItem(json, 0), *location = json_get(issue, "location");
    CU_ASSERT_STRING_EQUAL(json_get_text(issue, "check_name", ""), "cet-a");
    CU_ASSERT_STRING_EQUAL(json_get_text(issue, "description", ""), "say \"why\"");
    CU_ASSERT_STRING_EQUAL(json_get_text(issue, "severity", ""), "critical");
    CU_ASSERT_STRING_EQUAL(json_get_text(issue, "fingerprint", ""), "0123456789abcdef");
    CU_ASSERT_STRING_EQUAL(json_get_text(location, "path", ""), "src/a.c");
    CU_ASSERT_EQUAL(json_get_int(json_get(location, "lines"), "begin", 0), 7);
}

TEST(nothing_found_is_an_empty_list)
{
    struct finding_set none = {0};
    SCOPED(strbuf_release) struct strbuf out = {0};
    report_findings_code_quality(&none, NULL, &out);
    CU_ASSERT_EQUAL(strbuf_text(&out)[0], '[');
    CU_ASSERT_PTR_NULL(strchr(strbuf_text(&out), '{'));
}

UNIT_TESTS("report/findings_code_quality", CASE(what_is_shown_is_an_issue_with_path_line_and_fingerprint),
           CASE(nothing_found_is_an_empty_list))
