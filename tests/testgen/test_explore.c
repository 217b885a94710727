/* The explorer from source to plan, on a small unit: needs clang 19, the plugin and the runtime archive. */
#include "cet/testgen/explore.h"

#include <stdio.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "explore_unit.h"
#include "unit_test.h"

#define EXECUTIONS 40000

static const char unit[] = TESTGEN_UNITS "/stack.c";

static struct fixture {
    bool is_ready;
    struct facts facts;
    struct test_plan plan;
    struct error err;
} shared;

static enum status explore(struct test_plan *ret_plan)
{
    const struct testgen_options options = {.unit = unit,
                                            .clang = TESTGEN_CLANG,
                                            .runtime = TESTGEN_RUNTIME,
                                            .plugin = TESTGEN_PLUGIN,
                                            .executions = EXECUTIONS};
    return testgen_explore(&options, &shared.facts, ret_plan, &shared.err);
}

static const struct test_plan *explored(void)
{
    if (!shared.is_ready) {
        struct strbuf folder = {0};
        shared.is_ready = folder_make_temporary(NULL, "test-explore-", &folder, &shared.err) == STATUS_OK;
        char *path = path_join(strbuf_text(&folder), "facts");
        shared.is_ready =
            shared.is_ready && make_facts_of(unit, path, &shared.facts) && explore(&shared.plan) == STATUS_OK;
        free(path);
        folder_remove(strbuf_text(&folder), NULL);
        strbuf_release(&folder);
    }
    if (!shared.is_ready)
        fprintf(stderr, "%s\n", shared.err.message);
    CU_ASSERT_TRUE_FATAL(shared.is_ready);
    return &shared.plan;
}

TEST(every_callable_function_has_a_test)
{
    static const char *const names[] = {"stack_new",  "stack_free", "stack_push", "stack_pop", "sum_bytes",
                                        "is_keyword", "each_word",  "percent_of", "maximum"};
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        CU_ASSERT_TRUE(tests_of(explored(), names[i]) > 0);
        if (!tests_of(explored(), names[i]))
            fprintf(stderr, "no test of %s\n", names[i]);
    }
}

TEST(results_of_all_paths_are_found)
{
    CU_ASSERT_TRUE(expects_result(explored(), "stack_push", 0));
    CU_ASSERT_TRUE(expects_result(explored(), "stack_push", -1));
    CU_ASSERT_TRUE(expects_result(explored(), "stack_push", -2)); /* only when an allocation fails */
    CU_ASSERT_TRUE(expects_result(explored(), "stack_pop", 0));   /* only behind a push */
    CU_ASSERT_TRUE(expects_result(explored(), "is_keyword", 1));  /* only for two words */
    CU_ASSERT_TRUE(expects_result(explored(), "percent_of", -1)); /* only of nothing */
}

static unsigned steps_of(const struct plan_test *test, const char *function)
{
    unsigned count = 0;
    for (uint32_t s = 0; s < test->step_count; s++)
        count += strcmp(test->steps[s].function, function) == 0;
    return count;
}

/* What a test makes of fields alone has nobody to give it to. */
TEST(objects_come_from_their_makers_and_go_to_their_destroyers)
{
    const struct test_plan *plan = explored();
    bool is_asked = false;
    for (size_t i = 0; i < plan->test_count; i++) {
        const struct plan_test *test = &plan->tests[i];
        bool leaves_nothing = false;
        if (strcmp(test->function, "stack_pop") != 0)
            continue;
        for (uint32_t e = 0; e < test->expect_count; e++)
            leaves_nothing |= test->expects[e].kind == PLAN_EXPECT_NO_BLOCKS;
        CU_ASSERT_TRUE(leaves_nothing || steps_of(test, "stack_free") >= steps_of(test, "stack_new"));
        is_asked |= leaves_nothing && steps_of(test, "stack_new") > 0;
    }
    CU_ASSERT_TRUE(is_asked);
}

TEST(callbacks_are_logged)
{
    const struct test_plan *plan = explored();
    bool has_log = false;
    for (size_t i = 0; i < plan->test_count; i++)
        for (uint32_t e = 0; e < plan->tests[i].expect_count; e++)
            has_log |= plan->tests[i].expects[e].kind == PLAN_EXPECT_LOG &&
                       strstr(plan->tests[i].expects[e].bytes, "on_word('");
    CU_ASSERT_TRUE(has_log);
}

TEST(a_read_behind_the_end_is_a_finding_and_no_test)
{
    const struct test_plan *plan = explored();
    bool is_found = false;
    for (size_t i = 0; i < plan->crash_count; i++)
        is_found |= !strcmp(plan->crashes[i].function, "last_byte") && !plan->crashes[i].is_contract;
    CU_ASSERT_TRUE(is_found);
    CU_ASSERT_FALSE(expects_result(plan, "last_byte", 0));
}

/* In words of the source, not of the machine. */
TEST(tests_say_what_they_alone_add)
{
    const struct test_plan *plan = explored();
    bool quotes_source = false;
    for (size_t i = 0; i < plan->test_count; i++) {
        const struct plan_test *test = &plan->tests[i];
        CU_ASSERT_PTR_NOT_NULL_FATAL(test->contributes);
        CU_ASSERT_TRUE(*test->contributes != '\0');
        quotes_source |= test->mutants && strstr(test->contributes, "alone notices `2` as `0` in `return -2;`");
        for (uint32_t p = 0; p < test->own_place_count; p++)
            CU_ASSERT_EQUAL(strncmp(test->own_places[p], unit, strlen(unit)), 0);
    }
    CU_ASSERT_TRUE(quotes_source);
}

TEST(laws_are_found)
{
    const struct test_plan *plan = explored();
    bool is_commutative = false, is_null_safe = false;
    for (size_t i = 0; i < plan->property_count; i++) {
        is_commutative |=
            plan->properties[i].kind == PLAN_PROPERTY_COMMUTATIVE && !strcmp(plan->properties[i].function, "maximum");
        is_null_safe |=
            plan->properties[i].kind == PLAN_PROPERTY_NULL_SAFE && !strcmp(plan->properties[i].function, "stack_free");
    }
    CU_ASSERT_TRUE(is_commutative);
    CU_ASSERT_TRUE(is_null_safe);
}

TEST(a_law_stands_where_what_it_says_can_be_broken)
{
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {.unit = TESTGEN_UNITS "/ordering.c",
                                            .clang = TESTGEN_CLANG,
                                            .runtime = TESTGEN_RUNTIME,
                                            .plugin = TESTGEN_PLUGIN,
                                            .executions = EXECUTIONS};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_EQUAL_FATAL(plan.property_count, 1);
    CU_ASSERT_EQUAL(plan.properties[0].kind, PLAN_PROPERTY_ANTISYMMETRIC);
    CU_ASSERT_STRING_EQUAL(plan.properties[0].function, "compare_words");
    test_plan_release(&plan);
    facts_release(&facts);
}

/* Giving back NULL would be the cheaper call. */
TEST(the_only_test_of_a_function_notices_something)
{
    struct facts facts = {0};
    struct test_plan plan = {0};
    bool is_given = false;
    const struct testgen_options options = {.unit = TESTGEN_UNITS "/giver.c",
                                            .clang = TESTGEN_CLANG,
                                            .runtime = TESTGEN_RUNTIME,
                                            .plugin = TESTGEN_PLUGIN,
                                            .executions = 5000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_EQUAL(tests_of(&plan, "giver_give"), 1);
    for (size_t i = 0; i < plan.test_count; i++)
        for (uint32_t s = 0; s < plan.tests[i].step_count && !strcmp(plan.tests[i].function, "giver_give"); s++)
            is_given |= !strcmp(plan.tests[i].steps[s].function, "giver_give") &&
                        plan.tests[i].values[plan.tests[i].steps[s].args[0]].kind == PLAN_RESULT;
    CU_ASSERT_TRUE(is_given);
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(what_cannot_be_called_is_listed_with_its_reason)
{
    const struct test_plan *plan = explored();
    bool is_listed = false;
    for (size_t i = 0; i < plan->skipped_count; i++)
        is_listed |= !strcmp(plan->skipped[i].function, "sum_list") && strstr(plan->skipped[i].reason, "va_list");
    CU_ASSERT_TRUE(is_listed);
}

TEST(the_same_seed_gives_the_same_plan)
{
    struct test_plan again = {0};
    struct strbuf first = {0}, second = {0};
    test_plan_format(explored(), &first);
    CU_ASSERT_EQUAL_FATAL(explore(&again), STATUS_OK);
    test_plan_format(&again, &second);
    CU_ASSERT_EQUAL(first.length, second.length);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&first), strbuf_text(&second));
    strbuf_release(&first);
    strbuf_release(&second);
    test_plan_release(&again);
}

TEST(roles_are_explained)
{
    static const struct testgen_options none;
    struct strbuf text = {0};
    explored();
    CU_ASSERT_EQUAL(testgen_explain(&none, &shared.facts, "sum_bytes", false, &text, &shared.err), STATUS_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "buffer that is read with length 'length'"));
    CU_ASSERT_EQUAL(testgen_explain(&none, &shared.facts, "nowhere", false, &text, &shared.err), STATUS_NOT_FOUND);
    strbuf_release(&text);
}

TEST(a_unit_that_does_not_compile_is_one_line)
{
    struct test_plan plan = {0};
    static const char *const flags[] = {"-Dmaximum=1", NULL};
    explored();
    const struct testgen_options options = {
        .unit = unit, .flags = flags, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME};
    CU_ASSERT_EQUAL(testgen_explore(&options, &shared.facts, &plan, &shared.err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(shared.err.message, "error:"));
    CU_ASSERT_PTR_NULL(strchr(shared.err.message, '\n'));
}

TEST(what_nobody_defines_gets_stand_ins_that_log)
{
    static const char monitor[] = TESTGEN_UNITS "/monitor.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    struct strbuf folder = {0};
    bool has_log = false, has_script = false, has_variable = false;
    CU_ASSERT_EQUAL_FATAL(folder_make_temporary(NULL, "test-explore-", &folder, &shared.err), STATUS_OK);
    char *path = path_join(strbuf_text(&folder), "facts");
    CU_ASSERT_TRUE_FATAL(make_facts_of(monitor, path, &facts));
    const struct testgen_options options = {
        .unit = monitor, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = EXECUTIONS};
    CU_ASSERT_EQUAL_FATAL(testgen_explore(&options, &facts, &plan, &shared.err), STATUS_OK);
    CU_ASSERT_EQUAL(plan.stub_count, 3);
    for (size_t i = 0; i < plan.stub_count; i++)
        has_variable |= plan.stubs[i].is_variable && !strcmp(plan.stubs[i].name, "sensor_offset");
    for (size_t i = 0; i < plan.test_count; i++) {
        for (uint32_t s = 0; s < plan.tests[i].step_count; s++)
            has_script |= !strcmp(plan.tests[i].steps[s].function, "sensor_read_returns");
        for (uint32_t e = 0; e < plan.tests[i].expect_count; e++)
            has_log |= plan.tests[i].expects[e].kind == PLAN_EXPECT_LOG &&
                       strstr(plan.tests[i].expects[e].bytes, "log_line('hot'); ");
    }
    CU_ASSERT_TRUE(has_variable);
    CU_ASSERT_TRUE(has_script);
    CU_ASSERT_TRUE(has_log); /* only when the stand-in was told to return more than 900 */
    folder_remove(strbuf_text(&folder), NULL);
    free(path);
    strbuf_release(&folder);
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(stand_ins_for_an_allocator_allocate)
{
    static const char notebook[] = TESTGEN_UNITS "/notebook.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {
        .unit = notebook, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 5000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_EQUAL(plan.stub_count, 3);
    CU_ASSERT_TRUE(expects_result(&plan, "keep_two", 0));
    CU_ASSERT_TRUE(expects_result(&plan, "keep_two", -1)); /* the first allocation fails */
    CU_ASSERT_TRUE(expects_result(&plan, "keep_two", -2)); /* the second one does, and the first is given back */
    CU_ASSERT_TRUE(expects_result(&plan, "has_page", 0));
    CU_ASSERT_EQUAL(plan.crash_count, 0);
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(a_unit_whose_programs_are_all_tried_ends)
{
    static const char tiny[] = TESTGEN_UNITS "/tiny.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {
        .unit = tiny, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 100000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_EQUAL(tests_of(&plan, "tiny_version"), 1);
    CU_ASSERT_TRUE(plan.executions < 10000);
    CU_ASSERT_FALSE(plan.was_capped);
    test_plan_release(&plan);
    facts_release(&facts);
}

/* Whether tests of the function come of it. */
TEST(what_a_void_pointer_is_turned_into_is_built)
{
    static const char ranking[] = TESTGEN_UNITS "/ranking.c";
    struct strbuf text = {0};
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {
        .unit = ranking, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 20000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    static const char *const comparators[] = {"compare_runners", "compare_numbers"};
    for (size_t i = 0; i < ARRAY_LENGTH(comparators); i++)
        for (int64_t sign = -1; sign <= 1; sign++)
            CU_ASSERT_TRUE(expects_result(&plan, comparators[i], sign));
    CU_ASSERT_TRUE(expects_result(&plan, "compare_names", 0));
    CU_ASSERT_TRUE(tests_of(&plan, "add_up") > 0);
    CU_ASSERT_EQUAL(testgen_explain(&options, &facts, "compare_runners", false, &text, &shared.err), STATUS_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "used as 'const struct runner *'"));
    strbuf_release(&text);
    test_plan_release(&plan);
    facts_release(&facts);
}

static bool expects_value(const struct test_plan *plan, const char *function, const char *path, int64_t number)
{
    for (size_t i = 0; i < plan->test_count; i++)
        for (uint32_t e = 0; e < plan->tests[i].expect_count; e++) {
            const struct plan_expect *expect = &plan->tests[i].expects[e];
            if (expect->kind == PLAN_EXPECT_INT && !expect->root_is_result && expect->number == number &&
                !strcmp(expect->path, path) && !strcmp(plan->tests[i].steps[expect->after_step].function, function))
                return true;
        }
    return false;
}

static bool has_list_of_two(const struct test_plan *plan, const char *function, const char *element)
{
    for (size_t i = 0; i < plan->test_count; i++)
        for (uint32_t v = 0; v < plan->tests[i].value_count; v++) {
            const struct plan_value *value = &plan->tests[i].values[v];
            if (value->kind == PLAN_ARRAY && value->item_count >= 2 && !strcmp(value->type, element) &&
                !strcmp(plan->tests[i].function, function))
                return true;
        }
    return false;
}

TEST(lists_in_records_are_as_long_as_their_counts_say)
{
    static const char ledger[] = TESTGEN_UNITS "/ledger.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {.unit = ledger,
                                            .clang = TESTGEN_CLANG,
                                            .runtime = TESTGEN_RUNTIME,
                                            .plugin = TESTGEN_PLUGIN,
                                            .executions = 20000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_TRUE(expects_value(&plan, "ledger_squeeze", ".entry_count", 1));
    CU_ASSERT_TRUE(has_list_of_two(&plan, "ledger_squeeze", "struct entry"));
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(text_with_a_header_before_it_comes_from_its_maker)
{
    static const char label[] = TESTGEN_UNITS "/label.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {
        .unit = label, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 151000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_TRUE(tests_of(&plan, "label_length") > 0);
    CU_ASSERT_TRUE(expects_result(&plan, "label_cut", 0));
    CU_ASSERT_TRUE(expects_result(&plan, "label_cut", -1));
    for (size_t i = 0; i < plan.crash_count; i++)
        CU_ASSERT_TRUE(plan.crashes[i].is_contract);
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(a_reset_sets_up_nothing_that_another_function_makes)
{
    static const char printer[] = TESTGEN_UNITS "/printer.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {
        .unit = printer, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 5000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_TRUE(tests_of(&plan, "printer_reset") > 0);
    for (size_t i = 0; i < plan.crash_count; i++)
        CU_ASSERT_TRUE(strcmp(plan.crashes[i].function, "printer_reset") != 0 || plan.crashes[i].is_contract);
    test_plan_release(&plan);
    facts_release(&facts);
}

/* Steps of the function whose first argument is the result of a step. */
static unsigned steps_on_results(const struct test_plan *plan, const char *function, unsigned *ret_others)
{
    unsigned count = 0;
    for (size_t i = 0; i < plan->test_count; i++)
        for (uint32_t s = 0; s < plan->tests[i].step_count; s++) {
            const struct plan_step *step = &plan->tests[i].steps[s];
            if (strcmp(step->function, function))
                continue;
            const bool is_result = plan->tests[i].values[step->args[0]].kind == PLAN_RESULT;
            count += is_result;
            *ret_others += !is_result;
        }
    return count;
}

TEST(what_a_name_of_void_hides_comes_from_its_maker)
{
    static const char meter[] = TESTGEN_UNITS "/meter.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    unsigned others = 0;
    const struct testgen_options options = {
        .unit = meter, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 5000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    CU_ASSERT_TRUE(steps_on_results(&plan, "meter_add", &others) > 0);
    CU_ASSERT_TRUE(steps_on_results(&plan, "meter_last", &others) > 0);
    CU_ASSERT_EQUAL(others, 0);
    CU_ASSERT_TRUE(expects_result(&plan, "meter_add", -1));
    for (size_t i = 0; i < plan.crash_count; i++)
        CU_ASSERT_TRUE(plan.crashes[i].is_contract);
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(a_number_that_its_enumeration_does_not_name_is_misuse)
{
    static const char level[] = TESTGEN_UNITS "/level.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {
        .unit = level, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 5000};

    CU_ASSERT_EQUAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    const struct plan_crash *text = find_crash(&plan, "level_text", "index out of bounds at level.c:8");
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_TRUE(text->is_contract);
    bool is_told = false; /* LEFT | TOP is a value of its type */
    for (size_t i = 0; i < plan.crash_count; i++)
        is_told |= !strcmp(plan.crashes[i].function, "side_weight") && !plan.crashes[i].is_contract;
    CU_ASSERT_TRUE(is_told);
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(descriptors_of_the_explorer_are_out_of_reach)
{
    static const char reader[] = TESTGEN_UNITS "/reader.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    struct strbuf folder = {0};
    CU_ASSERT_EQUAL_FATAL(folder_make_temporary(NULL, "test-explore-", &folder, &shared.err), STATUS_OK);
    char *path = path_join(strbuf_text(&folder), "facts");
    CU_ASSERT_TRUE_FATAL(make_facts_of(reader, path, &facts));
    const struct testgen_options options = {
        .unit = reader, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 4000};
    CU_ASSERT_EQUAL_FATAL(testgen_explore(&options, &facts, &plan, &shared.err), STATUS_OK);
    CU_ASSERT_TRUE(expects_result(&plan, "first_byte", -1));
    CU_ASSERT_TRUE(expects_result(&plan, "first_byte", 256));
    CU_ASSERT_EQUAL(plan.crash_count, 0); /* no call waits, none ends the executor */
    folder_remove(strbuf_text(&folder), NULL);
    free(path);
    strbuf_release(&folder);
    test_plan_release(&plan);
    facts_release(&facts);
}

static void expect_misuse_alone(const struct test_plan *plan)
{
    for (size_t i = 0; i < plan->crash_count; i++)
        CU_ASSERT_TRUE(plan->crashes[i].is_contract);
}

TEST(writes_fail_and_what_a_call_asks_for_is_no_room)
{
    static const char quoter[] = TESTGEN_UNITS "/quoter.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {.unit = quoter,
                                            .clang = TESTGEN_CLANG,
                                            .runtime = TESTGEN_RUNTIME,
                                            .plugin = TESTGEN_PLUGIN,
                                            .executions = 30000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    for (int64_t written = 0; written <= 3; written++)
        CU_ASSERT_TRUE(expects_result(&plan, "put_quoted", written));
    expect_misuse_alone(&plan); /* a length that quote returned, with less memory than it says */
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(long_content_is_filled_by_rules_and_compared_by_sums)
{
    static const char spread[] = TESTGEN_UNITS "/spread.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {
        .unit = spread, .clang = TESTGEN_CLANG, .runtime = TESTGEN_RUNTIME, .executions = 20000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    for (int64_t told = 0; told <= 2; told++)
        CU_ASSERT_TRUE(expects_result(&plan, "spread_of", told));
    bool has_rule = false, has_sum = false;
    for (size_t i = 0; i < plan.test_count; i++) {
        for (uint32_t v = 0; v < plan.tests[i].value_count; v++)
            has_rule |= plan.tests[i].values[v].rule != PLAN_NO_RULE && plan.tests[i].values[v].length >= 1000;
        for (uint32_t e = 0; e < plan.tests[i].expect_count; e++) {
            if (plan.tests[i].expects[e].kind != PLAN_EXPECT_SUM)
                continue;
            has_sum |= plan.tests[i].expects[e].length > 256;
            CU_ASSERT_FALSE(plan.tests[i].expects[e].root_is_result);
        }
    }
    CU_ASSERT_TRUE(has_rule);
    CU_ASSERT_TRUE(has_sum);
    expect_misuse_alone(&plan); /* a length with less memory than it says */
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(memory_is_as_long_as_a_length_says_that_goes_in_and_out)
{
    static const char packer[] = TESTGEN_UNITS "/packer.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {.unit = packer,
                                            .clang = TESTGEN_CLANG,
                                            .runtime = TESTGEN_RUNTIME,
                                            .plugin = TESTGEN_PLUGIN,
                                            .executions = 20000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    for (int64_t told = -1; told <= 1; told++)
        CU_ASSERT_TRUE(expects_result(&plan, "pack", told));
    CU_ASSERT_TRUE(tests_of(&plan, "label") > 0);
    expect_misuse_alone(&plan); /* more length than memory, a label too long for its room */
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(files_are_there_under_their_names)
{
    static const char level_file[] = TESTGEN_UNITS "/level_file.c";
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {.unit = level_file,
                                            .clang = TESTGEN_CLANG,
                                            .runtime = TESTGEN_RUNTIME,
                                            .plugin = TESTGEN_PLUGIN,
                                            .executions = 30000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    bool is_found = false; /* a level that is no 0 */
    for (int64_t level = 1; level <= 7; level++)
        is_found |= expects_result(&plan, "level_load", level);
    CU_ASSERT_TRUE(is_found);
    CU_ASSERT_TRUE(expects_result(&plan, "level_load", -1));
    CU_ASSERT_TRUE(expects_result(&plan, "level_load", -2));
    bool is_seen = false; /* what was appended */
    for (size_t i = 0; i < plan.test_count; i++)
        for (uint32_t e = 0; e < plan.tests[i].expect_count; e++)
            is_seen |= plan.tests[i].expects[e].kind == PLAN_EXPECT_OUTPUT &&
                       strstr(plan.tests[i].expects[e].bytes, "level=") != NULL;
    CU_ASSERT_TRUE(is_seen);
    expect_misuse_alone(&plan); /* NULL */
    test_plan_release(&plan);
    facts_release(&facts);
}

/* Whether a test of `function` has a step that calls `helper`. */
static bool is_helped_by(const struct test_plan *plan, const char *function, const char *helper)
{
    for (size_t i = 0; i < plan->test_count; i++)
        for (uint32_t s = 0; s < plan->tests[i].step_count; s++)
            if (!strcmp(plan->tests[i].function, function) && !strcmp(plan->tests[i].steps[s].function, helper))
                return true;
    return false;
}

TEST(objects_are_made_by_functions_of_other_files)
{
    static const char user[] = TESTGEN_UNITS "/queue_user.c";
    static const char *const with[] = {TESTGEN_UNITS "/queue.c", NULL};
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {.unit = user,
                                            .clang = TESTGEN_CLANG,
                                            .runtime = TESTGEN_RUNTIME,
                                            .plugin = TESTGEN_PLUGIN,
                                            .with = with,
                                            .executions = 10000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    /* whichever of the two the search came upon first */
    CU_ASSERT_TRUE(expects_result(&plan, "queue_sum", 100) || expects_result(&plan, "queue_total", 100));
    CU_ASSERT_TRUE(is_helped_by(&plan, "queue_sum", "queue_new"));
    CU_ASSERT_TRUE(is_helped_by(&plan, "queue_sum", "queue_free"));
    CU_ASSERT_EQUAL(plan.skipped_count, 0);
    test_plan_release(&plan);
    facts_release(&facts);
}

TEST(what_one_file_writes_another_reads)
{
    static const char reader[] = TESTGEN_UNITS "/deck_reader.c";
    static const char *const with[] = {TESTGEN_UNITS "/deck.c", NULL};
    struct facts facts = {0};
    struct test_plan plan = {0};
    const struct testgen_options options = {.unit = reader,
                                            .clang = TESTGEN_CLANG,
                                            .runtime = TESTGEN_RUNTIME,
                                            .plugin = TESTGEN_PLUGIN,
                                            .with = with,
                                            .executions = 20000};

    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &facts, &plan), STATUS_OK);

    bool has_cards = false; /* a list in a record, with nothing in it left out */
    for (int64_t cards = 1; cards <= 3; cards++)
        has_cards |= expects_result(&plan, "deck_read", cards);
    CU_ASSERT_TRUE(has_cards);
    CU_ASSERT_TRUE(expects_result(&plan, "deck_read", -3));
    test_plan_release(&plan);
    facts_release(&facts);
}

UNIT_TESTS("testgen/explore", CASE(objects_are_made_by_functions_of_other_files),
           CASE(files_are_there_under_their_names), CASE(long_content_is_filled_by_rules_and_compared_by_sums),
           CASE(memory_is_as_long_as_a_length_says_that_goes_in_and_out),
           CASE(writes_fail_and_what_a_call_asks_for_is_no_room), CASE(what_a_void_pointer_is_turned_into_is_built),
           CASE(text_with_a_header_before_it_comes_from_its_maker),
           CASE(what_a_name_of_void_hides_comes_from_its_maker),
           CASE(a_reset_sets_up_nothing_that_another_function_makes),
           CASE(lists_in_records_are_as_long_as_their_counts_say), CASE(stand_ins_for_an_allocator_allocate),
           CASE(a_unit_whose_programs_are_all_tried_ends), CASE(a_number_that_its_enumeration_does_not_name_is_misuse),
           CASE(descriptors_of_the_explorer_are_out_of_reach), CASE(what_nobody_defines_gets_stand_ins_that_log),
           CASE(every_callable_function_has_a_test), CASE(results_of_all_paths_are_found),
           CASE(objects_come_from_their_makers_and_go_to_their_destroyers), CASE(callbacks_are_logged),
           CASE(a_read_behind_the_end_is_a_finding_and_no_test), CASE(tests_say_what_they_alone_add),
           CASE(what_one_file_writes_another_reads), CASE(laws_are_found),
           CASE(a_law_stands_where_what_it_says_can_be_broken), CASE(the_only_test_of_a_function_notices_something),
           CASE(what_cannot_be_called_is_listed_with_its_reason), CASE(the_same_seed_gives_the_same_plan),
           CASE(roles_are_explained), CASE(a_unit_that_does_not_compile_is_one_line))
