/* Variadic functions from source to plan. Each unit in units/variadic says in comments what is to come of it:
 *
 *     expect: FUNCTION returns NUMBER       some test of it sees this result
 *     expect: FUNCTION explained WORDS      --explain tells what stands behind `...` in these words
 *     expect: FUNCTION skipped WORDS        it has no test, for this reason */
#include <stdio.h>
#include <stdlib.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "explore_unit.h"
#include "unit_test.h"

#define EXECUTIONS 60000

struct explored {
    struct facts facts;
    struct test_plan plan;
};

static bool is_explained(const struct explored *e, const char *function, const char *words)
{
    static const struct testgen_options none;
    struct strbuf text = {0};
    struct error err = {0};
    bool is_told = testgen_explain(&none, &e->facts, function, false, &text, &err) == STATUS_OK;
    const char *line = is_told ? strstr(strbuf_text(&text), "...: ") : NULL;
    is_told = line && strstr(line, words);
    if (!is_told)
        fprintf(stderr, "%s is explained as: %s\n", function, line ? line : err.message);
    strbuf_release(&text);
    return is_told;
}

static bool is_skipped(const struct explored *e, const char *function, const char *words)
{
    for (size_t i = 0; i < e->plan.skipped_count; i++)
        if (!strcmp(plan_function_name(e->plan.skipped[i].function), function))
            return strstr(e->plan.skipped[i].reason, words) && !tests_of(&e->plan, function);
    return false;
}

static bool holds(const struct explored *e, const char *line)
{
    char function[64], verb[16];
    int words = 0;
    if (sscanf(line, "%63s %15s %n", function, verb, &words) != 2)
        return false;
    if (!strcmp(verb, "returns"))
        return expects_result(&e->plan, function, strtoll(line + words, NULL, 10));
    if (!strcmp(verb, "explained"))
        return is_explained(e, function, line + words);
    return !strcmp(verb, "skipped") && is_skipped(e, function, line + words);
}

static void check_expectations(const struct explored *e, const char *path)
{
    struct strbuf text = {0};
    struct error err = {0};
    unsigned count = 0;
    CU_ASSERT_EQUAL_FATAL(file_read(path, 1 << 20, &text, &err), STATUS_OK);
    for (char *at = text.bytes; (at = strstr(at, "/* expect: ")); count++) {
        char *line = at + strlen("/* expect: "), *end = strstr(line, " */");
        CU_ASSERT_PTR_NOT_NULL_FATAL(end);
        *end = '\0';
        const bool is_met = holds(e, line);
        CU_ASSERT_TRUE(is_met);
        if (!is_met)
            fprintf(stderr, "%s: not so: %s\n", path, line);
        at = end + 1;
    }
    CU_ASSERT_TRUE(count > 0);
    strbuf_release(&text);
}

static void explore_and_check(const char *path)
{
    struct explored e = {0};
    const struct testgen_options options = {.unit = path,
                                            .clang = TESTGEN_CLANG,
                                            .runtime = TESTGEN_RUNTIME,
                                            .plugin = TESTGEN_PLUGIN,
                                            .executions = EXECUTIONS};
    CU_ASSERT_EQUAL_FATAL(explore_unit(&options, &e.facts, &e.plan), STATUS_OK);
    check_expectations(&e, path);
    test_plan_release(&e.plan);
    facts_release(&e.facts);
}

TEST(formats_get_the_arguments_that_they_ask_for)
{
    explore_and_check(TESTGEN_UNITS "/variadic/formats.c");
}

TEST(lists_end_at_their_sentinel)
{
    explore_and_check(TESTGEN_UNITS "/variadic/lists.c");
}

TEST(counts_and_selectors_get_what_they_stand_for)
{
    explore_and_check(TESTGEN_UNITS "/variadic/selected.c");
}

TEST(a_list_that_is_taken_gets_what_is_asked_for)
{
    explore_and_check(TESTGEN_UNITS "/variadic/taken.c");
}

TEST(what_the_source_does_not_tell_is_left_alone)
{
    explore_and_check(TESTGEN_UNITS "/variadic/unknown.c");
}

UNIT_TESTS("testgen/variadic", CASE(formats_get_the_arguments_that_they_ask_for), CASE(lists_end_at_their_sentinel),
           CASE(counts_and_selectors_get_what_they_stand_for), CASE(a_list_that_is_taken_gets_what_is_asked_for),
           CASE(what_the_source_does_not_tell_is_left_alone))
