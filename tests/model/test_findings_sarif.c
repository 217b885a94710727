#include "cet/model/findings_sarif.h"

#include "cet/core/memory.h"
#include "core/scratch.h"
#include "unit_test.h"

static enum status load(const char *text, struct finding_set *set, struct error *err)
{
    struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "a.sarif");
    CU_ASSERT_EQUAL_FATAL(file_write(path, text, strlen(text), NULL), STATUS_OK);
    const enum status status = findings_sarif_load(path, "/p", set, err);
    scratch_release(&scratch);
    return status;
}

#define RUN(results)                                                                                                   \
    "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"lint\"}},\"results\":[" results "]}]}"
#define PLACE(uri)                                                                                                     \
    "\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"" uri "\"},\"region\":{\"startLine\":3,\"startColumn\":5}}"

TEST(a_result_is_a_finding)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    CU_ASSERT_EQUAL_FATAL(
        load(RUN("{\"ruleId\":\"r\",\"level\":\"error\",\"message\":{\"text\":\"m\"},\"locations\":[{" PLACE(
                 "src/a%20b.c") "}],"
                                "\"relatedLocations\":[{" PLACE("file:///q/c.c") ",\"message\":{\"text\":\"n\"}}]}"),
             &set, NULL),
        STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(set.count, 1);
    CU_ASSERT_STRING_EQUAL(set.items[0].path, "/p/src/a b.c");
    CU_ASSERT_STRING_EQUAL(set.items[0].source, "lint");
    CU_ASSERT_EQUAL(set.items[0].level, FINDING_ERROR);
    CU_ASSERT_EQUAL(set.items[0].line, 3);
    CU_ASSERT_EQUAL_FATAL(set.items[0].note_count, 1);
    CU_ASSERT_STRING_EQUAL(set.items[0].notes[0].path, "/q/c.c");
}

TEST(what_is_suppressed_is_silenced)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    load(RUN("{\"ruleId\":\"r\",\"locations\":[{" PLACE(
             "a.c") "}],\"suppressions\":[{\"kind\":\"inSource\",\"justification\":\"why\"}]}"),
         &set, NULL);
    CU_ASSERT_EQUAL_FATAL(set.count, 1);
    CU_ASSERT_EQUAL(set.items[0].state, FINDING_SILENCED);
    CU_ASSERT_STRING_EQUAL(set.items[0].reason, "why");
}

TEST(results_without_a_place_are_passed_over)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    CU_ASSERT_EQUAL(load(RUN("{\"ruleId\":\"r\"},7,{\"locations\":[{}]}"), &set, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(set.count, 0);
}

TEST(another_version_is_refused)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(load("{\"version\":\"2.0.0\",\"runs\":[]}", &set, &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "is no SARIF 2.1.0"));
}

UNIT_TESTS("model/findings_sarif", CASE(a_result_is_a_finding), CASE(what_is_suppressed_is_silenced),
           CASE(results_without_a_place_are_passed_over), CASE(another_version_is_refused))
