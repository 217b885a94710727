#include "cet/check/check.h"
#include "cet/core/memory.h"
#include "unit_test.h"

/* void f(int fd) { read(fd); } of /a.c, and read of a system header. */
static struct graph_node nodes[] = {
    {.kind = NODE_COMPOUND, .parent = NO_ID, .first_child = 0, .child_count = 1},
    {.kind = NODE_CALL, .symbol = 1, .parent = 0, .first_child = 1, .child_count = 2, .range = {0, 3, 5, 3, 13}},
    {.kind = NODE_FUNCTION, .symbol = 1, .parent = 1},
    {.kind = NODE_PARAM, .parent = 1}};
static uint32_t children[] = {1, 2, 3};

static struct facts program(struct fact_file *files, struct fact_function *functions)
{
    files[0] = (struct fact_file){.path = "/a.c", .is_main = true};
    files[1] = (struct fact_file){.path = "/usr/include/unistd.h", .is_system = true};
    functions[0] =
        (struct fact_function){.id = "f",
                               .name = "f",
                               .is_defined = true,
                               .range = {0, 1, 1, 4, 2},
                               .graph = {.nodes = nodes, .node_count = 4, .children = children, .child_count = 3}};
    functions[1] = (struct fact_function){.id = "read", .name = "read", .is_system = true, .range = {1, 1, 1, 1, 2}};
    return (struct facts){.files = files, .file_count = 2, .functions = functions, .function_count = 2};
}

static size_t count_findings(const struct check_options *options, bool is_system_file)
{
    struct fact_file files[2];
    struct fact_function functions[2];
    struct facts facts = program(files, functions);
    files[0].is_system = is_system_file;
    SCOPED(finding_set_release) struct finding_set findings = {0};
    check_run(&facts, options, &findings);
    return findings.count;
}

TEST(a_finding_names_rule_place_and_function)
{
    struct fact_file files[2];
    struct fact_function functions[2];
    struct facts facts = program(files, functions);
    SCOPED(finding_set_release) struct finding_set findings = {0};
    check_run(&facts, &(struct check_options){.scope = CHECK_SCOPE_UNIT}, &findings);
    CU_ASSERT_EQUAL_FATAL(findings.count, 1);
    CU_ASSERT_STRING_EQUAL(findings.items[0].rule, "cet-unchecked-result");
    CU_ASSERT_STRING_EQUAL(findings.items[0].path, "/a.c");
    CU_ASSERT_STRING_EQUAL(findings.items[0].function, "f");
    CU_ASSERT_EQUAL(findings.items[0].line, 3);
    CU_ASSERT_EQUAL(findings.items[0].column, 5);
}

TEST(globs_choose_checks)
{
    CU_ASSERT_EQUAL(count_findings(&(struct check_options){.globs = NULL}, false), 1);
    CU_ASSERT_EQUAL(count_findings(&(struct check_options){.globs = "*,-cet-unchecked-result"}, false), 0);
    CU_ASSERT_EQUAL(count_findings(&(struct check_options){.globs = "-*,cet-un*"}, false), 1);
}

TEST(a_finding_may_be_worse_than_its_check)
{
    struct fact_file files[2];
    struct fact_function functions[2];
    struct facts facts = program(files, functions);
    SCOPED(finding_set_release) struct finding_set findings = {0};
    check_run(&facts, &(struct check_options){.level = FINDING_ERROR}, &findings);
    CU_ASSERT_EQUAL(findings.count, 0);
    functions[1].name = "gets";
    check_run(&facts, &(struct check_options){.level = FINDING_ERROR}, &findings);
    CU_ASSERT_EQUAL_FATAL(findings.count, 1);
    CU_ASSERT_STRING_EQUAL(findings.items[0].rule, "cet-unbounded-input");
    CU_ASSERT_EQUAL(findings.items[0].level, FINDING_ERROR);
}

TEST(system_files_bring_no_findings)
{
    CU_ASSERT_EQUAL(count_findings(&(struct check_options){.globs = NULL}, true), 0);
}

TEST(empty_facts_bring_no_findings)
{
    struct facts facts = {0};
    SCOPED(finding_set_release) struct finding_set findings = {0};
    check_run(&facts, &(struct check_options){.scope = CHECK_SCOPE_PROGRAM}, &findings);
    CU_ASSERT_EQUAL(findings.count, 0);
}

TEST(every_check_is_described)
{
    size_t count;
    const struct check *checks = checks_list(&count);
    CU_ASSERT_TRUE(count >= 3);
    for (size_t i = 0; i < count; i++) {
        CU_ASSERT_PTR_EQUAL(checks_find(checks[i].name), &checks[i]);
        CU_ASSERT_FALSE(strncmp(checks[i].name, "cet-", 4) != 0);
        CU_ASSERT_TRUE(checks[i].summary[0] && checks[i].help[0] && !strncmp(checks[i].cwe, "CWE-", 4));
    }
    CU_ASSERT_PTR_NULL(checks_find("cet-no-such-check"));
}

UNIT_TESTS("check", CASE(a_finding_names_rule_place_and_function), CASE(globs_choose_checks),
           CASE(a_finding_may_be_worse_than_its_check), CASE(system_files_bring_no_findings),
           CASE(empty_facts_bring_no_findings), CASE(every_check_is_described))
