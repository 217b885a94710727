#include "cet/model/test_plan.h"

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "unit_test.h"

static const char example[] =
    "{\"format\": \"cet-test-plan\", \"version\": 1, \"unit\": \"/src/a.c\", \"seed\": \"18446744073709551615\","
    " \"executions\": 12, \"capped\": true, \"tests\": [{\"function\": \"f\", \"kind\": \"boundary\","
    " \"branches\": 1, \"mutants\": 2, \"values\": ["
    "{\"kind\": \"int\", \"type\": \"size_t\", \"name\": \"n\", \"number\": \"18446744073709551615\", \"unsigned\": "
    "true},"
    "{\"kind\": \"bytes\", \"type\": \"const void *\", \"hex\": \"00ff41\"},"
    "{\"kind\": \"object\", \"type\": \"struct s\", \"items\": [3]},"
    "{\"kind\": \"float\", \"type\": \"double\", \"field\": \"x\", \"real\": \"-inf\"}],"
    " \"steps\": [{\"function\": \"f\", \"result\": \"int\", \"args\": [0, 1, 2], \"failAllocation\": -1}],"
    " \"expects\": [{\"kind\": \"int\", \"step\": 0, \"root\": \"result\", \"index\": 0, \"type\": \"int\", "
    "\"number\": \"-7\","
    " \"kills\": 3}, {\"kind\": \"no-blocks\", \"step\": 0}]}],"
    " \"properties\": [{\"kind\": \"bounded\", \"function\": \"f\", \"result\": \"int\", \"heldOn\": 300, \"low\": "
    "\"-1\","
    " \"high\": \"9\", \"domains\": [\"int 0 5\"], \"types\": [\"int\"]}],"
    " \"stubs\": [{\"function\": \"far\"}, {\"variable\": \"speed\", \"definition\": \"int speed;\"}],"
    " \"skipped\": [{\"function\": \"g\", \"reason\": \"variadic\"}],"
    " \"crashes\": [{\"function\": \"f\", \"outcome\": \"hang\", \"inputs\": \"f(1)\", \"contract\": true, \"values\": "
    "[],"
    " \"steps\": []}]}";

static enum status load_text(const char *text, struct test_plan *plan)
{
    struct error err = {0};
    struct strbuf folder = {0};
    CU_ASSERT_EQUAL_FATAL(folder_make_temporary(NULL, "test-plan-", &folder, &err), STATUS_OK);
    char *path = path_join(strbuf_text(&folder), "plan.json");
    CU_ASSERT_EQUAL(file_write(path, text, strlen(text), &err), STATUS_OK);
    enum status status = test_plan_load(path, plan, &err);
    free(path);
    folder_remove(strbuf_text(&folder), NULL);
    strbuf_release(&folder);
    return status;
}

TEST(reads_what_stands_there)
{
    struct test_plan plan = {0};
    CU_ASSERT_EQUAL_FATAL(load_text(example, &plan), STATUS_OK);
    CU_ASSERT_EQUAL(plan.seed, UINT64_MAX);
    CU_ASSERT_TRUE(plan.was_capped);
    CU_ASSERT_EQUAL_FATAL(plan.test_count, 1);
    CU_ASSERT_EQUAL(plan.tests[0].kind, PLAN_BOUNDARY);
    CU_ASSERT_EQUAL(plan.tests[0].values[0].number, -1);
    CU_ASSERT_EQUAL(plan.tests[0].values[1].length, 3);
    CU_ASSERT_EQUAL(memcmp(plan.tests[0].values[1].bytes, "\0\xff\x41", 3), 0);
    CU_ASSERT_EQUAL(plan.tests[0].steps[0].fail_allocation, -1);
    CU_ASSERT_EQUAL(plan.tests[0].expects[0].number, -7);
    CU_ASSERT_EQUAL(plan.properties[0].high, 9);
    CU_ASSERT_PTR_NULL(plan.stubs[0].definition);
    CU_ASSERT_TRUE(plan.stubs[1].is_variable);
    CU_ASSERT_STRING_EQUAL(plan.stubs[1].definition, "int speed;");
    CU_ASSERT_TRUE(plan.crashes[0].is_contract);
    test_plan_release(&plan);
}

TEST(writing_and_reading_are_inverse)
{
    struct test_plan first = {0}, second = {0};
    struct strbuf once = {0}, twice = {0};
    CU_ASSERT_EQUAL_FATAL(load_text(example, &first), STATUS_OK);
    test_plan_format(&first, &once);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&once), "int speed;"));
    CU_ASSERT_EQUAL_FATAL(load_text(strbuf_text(&once), &second), STATUS_OK);
    test_plan_format(&second, &twice);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&once), strbuf_text(&twice));
    strbuf_release(&once);
    strbuf_release(&twice);
    test_plan_release(&first);
    test_plan_release(&second);
}

/* Each with one wrong word: ids that name nothing, circles, kinds and versions that do not exist. */
TEST(damaged_plans_are_refused)
{
    static const char *const changes[][2] = {{"\"args\": [0, 1, 2]", "\"args\": [0, 1, 9]"},
                                             {"\"items\": [3]", "\"items\": [2]"},
                                             {"\"items\": [3]", "\"items\": [77]"},
                                             {"\"kind\": \"bytes\"", "\"kind\": \"bites\""},
                                             {"\"version\": 1", "\"version\": 9"},
                                             {"\"hex\": \"00ff41\"", "\"hex\": \"00fg41\""},
                                             {"\"step\": 0, \"root\"", "\"step\": 4, \"root\""},
                                             {"\"index\": 0", "\"index\": 5"},
                                             {"\"bounded\"", "\"boundless\""},
                                             {"\"cet-test-plan\"", "\"cet-facts\""}};
    for (size_t i = 0; i < ARRAY_LENGTH(changes); i++) {
        struct test_plan plan = {0};
        struct strbuf text = {0};
        const char *at = strstr(example, changes[i][0]);
        CU_ASSERT_PTR_NOT_NULL_FATAL(at);
        strbuf_add(&text, example, (size_t)(at - example));
        strbuf_add_text(&text, changes[i][1]);
        strbuf_add_text(&text, at + strlen(changes[i][0]));
        CU_ASSERT_EQUAL(load_text(strbuf_text(&text), &plan), STATUS_INVALID);
        CU_ASSERT_EQUAL(plan.test_count, 0);
        test_plan_release(&plan);
        strbuf_release(&text);
    }
}

TEST(an_object_in_place_of_a_list_is_refused)
{
    static const char *const keys[] = {"values", "steps", "expects"};
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++) {
        struct test_plan plan = {0};
        struct strbuf text = {0};
        strbuf_printf(&text,
                      "{\"format\": \"cet-test-plan\", \"version\": 1, \"tests\": [{\"function\": \"f\", \"%s\": "
                      "{\"a\": {\"kind\": \"int\"}, \"b\": {\"kind\": \"int\"}}}]}",
                      keys[i]);
        CU_ASSERT_EQUAL(load_text(strbuf_text(&text), &plan), STATUS_INVALID);
        strbuf_release(&text);
    }
}

/* count objects, each holding the next one twice; the last one holds nothing. */
static void write_chain(unsigned count, struct strbuf *text)
{
    strbuf_add_text(text, "{\"format\": \"cet-test-plan\", \"version\": 1, \"tests\": [{\"function\": \"f\", "
                          "\"values\": [");
    for (unsigned i = 1; i < count; i++)
        strbuf_printf(text, "{\"kind\": \"object\", \"items\": [%u, %u]},", i, i);
    strbuf_add_text(text, "{\"kind\": \"object\"}]}]}");
}

TEST(values_held_by_several_are_looked_at_once)
{
    struct test_plan plan = {0};
    struct strbuf text = {0};
    write_chain(60, &text); /* 2^59 ways from the first to the last */
    CU_ASSERT_EQUAL(load_text(strbuf_text(&text), &plan), STATUS_OK);
    test_plan_release(&plan);
    strbuf_clear(&text);
    write_chain(70, &text);
    CU_ASSERT_EQUAL(load_text(strbuf_text(&text), &plan), STATUS_INVALID);
    strbuf_release(&text);
}

TEST(a_buffer_without_bound_is_refused)
{
    static const char *const lengths[] = {"1e300", "2147483648"};
    for (size_t i = 0; i < ARRAY_LENGTH(lengths); i++) {
        struct test_plan plan = {0};
        struct strbuf text = {0};
        strbuf_printf(&text,
                      "{\"format\": \"cet-test-plan\", \"version\": 1, \"executions\": -1e300, \"tests\": ["
                      "{\"function\": \"f\", \"values\": [{\"kind\": \"buffer\", \"length\": %s}]}]}",
                      lengths[i]);
        enum status status = load_text(strbuf_text(&text), &plan);
        CU_ASSERT(status == STATUS_INVALID || plan.tests[0].values[0].length == 0);
        CU_ASSERT_EQUAL(plan.executions, 0);
        test_plan_release(&plan);
        strbuf_release(&text);
    }
}

UNIT_TESTS("model/test_plan", CASE(reads_what_stands_there), CASE(writing_and_reading_are_inverse),
           CASE(damaged_plans_are_refused), CASE(an_object_in_place_of_a_list_is_refused),
           CASE(values_held_by_several_are_looked_at_once), CASE(a_buffer_without_bound_is_refused))
