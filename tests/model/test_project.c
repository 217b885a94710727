#include "cet/model/project.h"
#include "core/scratch.h"
#include "unit_test.h"

struct loaded {
    struct scratch scratch;
    struct project project;
    struct error err;
    enum status status;
};

static struct loaded load(const char *text)
{
    struct loaded loaded = {.scratch = scratch_new()};
    const char *path = scratch_path(&loaded.scratch, "cet.json");
    CU_ASSERT_EQUAL(file_write(scratch_path(&loaded.scratch, "a.c"), "int a;\n", 7, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(path, text, strlen(text), NULL), STATUS_OK);
    loaded.status = project_load(path, &loaded.project, &loaded.err);
    return loaded;
}

static void loaded_release(struct loaded *loaded)
{
    project_release(&loaded->project);
    scratch_release(&loaded->scratch);
}

TEST(what_is_not_said_has_its_default)
{
    SCOPED(loaded_release) struct loaded loaded = load("{\"sources\": [\"a.c\"]}");
    const struct project *project = &loaded.project;
    CU_ASSERT_EQUAL_FATAL(loaded.status, STATUS_OK);
    CU_ASSERT_EQUAL(project->thresholds.line_ratio, 0.85);
    CU_ASSERT_EQUAL(project->thresholds.branch_ratio, 0.75);
    CU_ASSERT_EQUAL(project->thresholds.mutation_ratio, 0.70);
    CU_ASSERT_EQUAL(project->seed, 1);
    CU_ASSERT_EQUAL(project->executions, 0);
    CU_ASSERT_STRING_EQUAL(project->name, path_name(loaded.scratch.folder));
    CU_ASSERT_STRING_EQUAL(project->folder, loaded.scratch.folder);
}

TEST(every_key_is_read)
{
    SCOPED(loaded_release) struct loaded loaded = load(
        "{\"name\":\"tool\",\"description\":\"d\",\"sources\":[\"./a.c\"],\"with\":[\"a.c\"],"
        "\"cflags\":[\"-I.\",\"-DX\"],\"thresholds\":{\"line\":1,\"branch\":0,\"mutation\":0.5},"
        "\"seed\":9,\"executions\":1000,"
        "\"scan\":{\"checks\":\"*,-cet-todo\",\"level\":\"error\",\"thresholds\":{\"functionLines\":120,\"a\":0}}}");
    const struct project *project = &loaded.project;
    CU_ASSERT_EQUAL_FATAL(loaded.status, STATUS_OK);
    SCOPED(memory_free_pointer) char *source = path_join(loaded.scratch.folder, "a.c");
    CU_ASSERT_STRING_EQUAL(project->name, "tool");
    CU_ASSERT_EQUAL_FATAL(project->source_count, 1);
    CU_ASSERT_STRING_EQUAL(project->sources[0], source);
    CU_ASSERT_STRING_EQUAL(project->with[0], source);
    CU_ASSERT_EQUAL_FATAL(project->cflag_count, 2);
    CU_ASSERT_STRING_EQUAL(project->cflags[1], "-DX");
    CU_ASSERT_EQUAL(project->thresholds.line_ratio, 1);
    CU_ASSERT_EQUAL(project->thresholds.branch_ratio, 0);
    CU_ASSERT_EQUAL(project->thresholds.mutation_ratio, 0.5);
    CU_ASSERT_EQUAL(project->seed, 9);
    CU_ASSERT_EQUAL(project->executions, 1000);
    CU_ASSERT_TRUE(project->scan.is_given);
    CU_ASSERT_STRING_EQUAL(project->scan.checks, "*,-cet-todo");
    CU_ASSERT_STRING_EQUAL(project->scan.level, "error");
    CU_ASSERT_EQUAL_FATAL(project->scan.limit_count, 2);
    CU_ASSERT_STRING_EQUAL(project->scan.limits[0].key, "functionLines");
    CU_ASSERT_EQUAL(project->scan.limits[0].number, 120);
    CU_ASSERT_EQUAL(project->scan.limits[1].number, 0);
}

TEST(coverage_is_asked_for_by_project_folder_file_and_new_code)
{
    SCOPED(loaded_release) struct loaded loaded =
        load("{\"coverage\": {\"lines\": 0.8, \"folders\": {\"src\": {\"branches\": 0.7}}, \"files\": {\"*\": "
             "{\"lines\": 0.5}, "
             "\"a*\": {\"functions\": 1}}, \"new\": {\"lines\": 0.9}, \"ratchet\": \"r.jsonl\", \"tolerance\": 2}}");
    const struct coverage_rules *rules = &loaded.project.coverage;
    CU_ASSERT_EQUAL_FATAL(loaded.status, STATUS_OK);
    CU_ASSERT_DOUBLE_EQUAL(rules->project.ratios[COVERAGE_MEASURE_LINES], 0.8, 0);
    CU_ASSERT_DOUBLE_EQUAL(rules->project.ratios[COVERAGE_MEASURE_BRANCHES], 0, 0);
    CU_ASSERT_EQUAL_FATAL(rules->folder_count, 1);
    CU_ASSERT_DOUBLE_EQUAL(rules->folders[0].needs.ratios[COVERAGE_MEASURE_BRANCHES], 0.7, 0);
    CU_ASSERT_EQUAL_FATAL(rules->file_count, 2);
    CU_ASSERT_STRING_EQUAL(rules->files[1].name, "a*");
    CU_ASSERT_DOUBLE_EQUAL(rules->new_code.ratios[COVERAGE_MEASURE_LINES], 0.9, 0);
    CU_ASSERT_STRING_EQUAL(rules->ratchet, "r.jsonl");
    CU_ASSERT_EQUAL(rules->tolerance, 2);
}

TEST(a_file_may_only_say_how_to_scan)
{
    SCOPED(loaded_release) struct loaded loaded = load("{\"scan\": {}}");
    CU_ASSERT_EQUAL_FATAL(loaded.status, STATUS_OK);
    CU_ASSERT_EQUAL(loaded.project.source_count, 0);
    CU_ASSERT_PTR_NULL(loaded.project.scan.checks);
    CU_ASSERT_PTR_NULL(loaded.project.scan.level);
    CU_ASSERT_EQUAL(loaded.project.scan.limit_count, 0);
}

TEST(what_is_wrong_is_named)
{
    static const struct {
        const char *text, *named;
        enum status status;
    } cases[] = {
        {"[]", "object", STATUS_INVALID},
        {"{}", "sources", STATUS_INVALID},
        {"{\"sources\":[]}", "sources", STATUS_INVALID},
        {"{\"sources\":\"a.c\"}", "sources", STATUS_INVALID},
        {"{\"sources\":[1]}", "sources", STATUS_INVALID},
        {"{\"sources\":[\"b.c\"]}", "b.c", STATUS_NOT_FOUND},
        {"{\"sources\":[\"a.c\"],\"colour\":1}", "colour", STATUS_INVALID},
        {"{\"sources\":[\"a.c\"],\"thresholds\":{\"line\":85}}", "line", STATUS_INVALID},
        {"{\"sources\":[\"a.c\"],\"thresholds\":{\"lines\":0.5}}", "lines", STATUS_INVALID},
        {"{\"sources\":[\"a.c\"],\"seed\":-1}", "seed", STATUS_INVALID},
        {"{\"sources\":[\"a.c\"],\"seed\":1.5}", "seed", STATUS_INVALID},
        {"{\"sources\":[\"a.c\"],\"name\":\"\"}", "name", STATUS_INVALID},
        {"{\"sources\":[\"a.c\"]", "cet.json", STATUS_INVALID},
        {"{\"coverage\":1}", "coverage", STATUS_INVALID},
        {"{\"coverage\":{\"colour\":1}}", "colour", STATUS_INVALID},
        {"{\"coverage\":{\"lines\":1.5}}", "lines", STATUS_INVALID},
        {"{\"coverage\":{\"files\":[]}}", "files", STATUS_INVALID},
        {"{\"coverage\":{\"files\":{\"*\":{\"line\":1}}}}", "line", STATUS_INVALID},
        {"{\"coverage\":{\"folders\":{\"src\":1}}}", "src", STATUS_INVALID},
        {"{\"coverage\":{\"new\":1}}", "new", STATUS_INVALID},
        {"{\"coverage\":{\"ratchet\":\"\"}}", "ratchet", STATUS_INVALID},
        {"{\"coverage\":{\"tolerance\":0.5}}", "tolerance", STATUS_INVALID},
        {"{\"scan\":[]}", "scan", STATUS_INVALID},
        {"{\"scan\":{\"colour\":1}}", "colour", STATUS_INVALID},
        {"{\"scan\":{\"checks\":[]}}", "checks", STATUS_INVALID},
        {"{\"scan\":{\"level\":\"loud\"}}", "loud", STATUS_INVALID},
        {"{\"scan\":{\"level\":1}}", "level", STATUS_INVALID},
        {"{\"scan\":{\"thresholds\":9}}", "thresholds", STATUS_INVALID},
        {"{\"scan\":{\"thresholds\":{\"params\":-1}}}", "params", STATUS_INVALID},
        {"{\"scan\":{\"thresholds\":{\"params\":4294967296}}}", "params", STATUS_INVALID},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        SCOPED(loaded_release) struct loaded loaded = load(cases[i].text);
        CU_ASSERT_EQUAL(loaded.status, cases[i].status);
        CU_ASSERT_PTR_NOT_NULL(strstr(loaded.err.message, cases[i].named));
        CU_ASSERT_PTR_NOT_NULL(strstr(loaded.err.message, "cet.json"));
        CU_ASSERT_PTR_NULL(loaded.project.folder); /* untouched */
    }
}

TEST(a_missing_file_is_not_found)
{
    struct project project = {0};
    CU_ASSERT_EQUAL(project_load("/no/such/cet.json", &project, NULL), STATUS_NOT_FOUND);
}

UNIT_TESTS("model/project", CASE(what_is_not_said_has_its_default), CASE(every_key_is_read),
           CASE(coverage_is_asked_for_by_project_folder_file_and_new_code), CASE(a_file_may_only_say_how_to_scan),
           CASE(what_is_wrong_is_named), CASE(a_missing_file_is_not_found))
