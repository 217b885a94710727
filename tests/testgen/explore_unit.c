#include "explore_unit.h"

#include <stdio.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/process.h"
#include "unit_test.h"

bool make_facts_of(const char *source, const char *path, struct facts *ret_facts)
{
    char file_argument[512];
    struct error err = {0};
    snprintf(file_argument, sizeof file_argument, "-fplugin-arg-cet-facts-file=%s", path);
    const char *const argv[] = {TESTGEN_CLANG, "-fsyntax-only", "-w", "-fplugin=" TESTGEN_PLUGIN,
                                file_argument, source,          NULL};
    struct process_result result = {0};
    bool is_made = process_run(&(struct process_request){.argv = argv}, &result, &err) == STATUS_OK &&
                   process_succeeded(&result) && facts_load(path, ret_facts, &err) == STATUS_OK;
    process_result_release(&result);
    return is_made;
}

/* Its facts first. */
enum status explore_unit(const struct testgen_options *options, struct facts *ret_facts, struct test_plan *ret_plan)
{
    struct strbuf folder = {0};
    CU_ASSERT_EQUAL_FATAL(folder_make_temporary(NULL, "test-unit-", &folder, NULL), STATUS_OK);
    char *path = path_join(strbuf_text(&folder), "facts");
    CU_ASSERT_TRUE_FATAL(make_facts_of(options->unit, path, ret_facts));
    struct error err = {0};
    enum status status = testgen_explore(options, ret_facts, ret_plan, &err);
    if (status != STATUS_OK)
        fprintf(stderr, "%s\n", err.message);
    folder_remove(strbuf_text(&folder), NULL);
    free(path);
    strbuf_release(&folder);
    return status;
}

size_t tests_of(const struct test_plan *plan, const char *function)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->test_count; i++)
        count += !strcmp(plan->tests[i].function, function);
    return count;
}

bool expects_result(const struct test_plan *plan, const char *function, int64_t number)
{
    for (size_t i = 0; i < plan->test_count; i++)
        for (uint32_t e = 0; e < plan->tests[i].expect_count; e++) {
            const struct plan_expect *expect = &plan->tests[i].expects[e];
            if (expect->kind == PLAN_EXPECT_INT && expect->root_is_result && expect->number == number &&
                !*expect->path && !strcmp(plan->tests[i].steps[expect->root].function, function))
                return true;
        }
    return false;
}

bool gives_tests(const char *source, const char *function, uint64_t executions)
{
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {
        .unit = source, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = executions};

    CU_ASSERT_EQUAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    const bool any = tests_of(&plan, function) > 0;
    test_plan_release(&plan);
    facts_release(&facts);
    return any;
}

const struct plan_crash *find_crash(const struct test_plan *plan, const char *function, const char *words)
{
    for (size_t i = 0; i < plan->crash_count; i++)
        if (!strcmp(plan->crashes[i].function, function) && strstr(plan->crashes[i].outcome, words))
            return &plan->crashes[i];
    return NULL;
}
