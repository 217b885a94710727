#include "unit_test.h"

#include <stdio.h>

#include "cet/core/memory.h"
#include "cet/model/facts.h"
#include "random_facts.h"

#define HEADER                                                                                                         \
    "{\"format\":\"cet-facts\",\"version\":2,\"node_kinds\":[\"COMPOUND\",\"CALL\",\"FUNCTION\"],"                     \
    "\"operators\":[\"NONE\"]}\n"
#define PUBLIC_HEADER "{\"record\":\"file\",\"path\":\"/s/a.h\"}\n"
#define DIGEST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde"

/* Knows `struct x` by name only and calls helper(). */
static const char unit_a[] =
    HEADER "{\"record\":\"unit\",\"main_file\":\"/s/a.c\"}\n"
           "{\"record\":\"file\",\"path\":\"/s/a.c\",\"main\":true}\n" PUBLIC_HEADER
           "{\"record\":\"type\",\"kind\":\"struct\",\"spelling\":\"struct "
           "x\",\"name\":\"x\",\"flags\":32,\"place\":[1,3,8]}\n"
           "{\"record\":\"type\",\"kind\":\"pointer\",\"spelling\":\"struct x *\",\"size\":8,\"target\":0}\n"
           "{\"record\":\"function\",\"id\":\"helper\",\"doc\":\"Helps.\",\"unit\":0,\"range\":[1,5,1,5,20]}\n"
           "{\"record\":\"function\",\"id\":\"main\",\"defined\":true,\"digest\":\"" DIGEST "1\",\"unit\":0,"
           "\"range\":[0,9,1,12,2],\"nodes\":\"DAIBBYBACQA\"}\n";
/* Defines both; its own files stand in another order. */
static const char unit_b[] =
    HEADER "{\"record\":\"unit\",\"main_file\":\"/s/b.c\"}\n" PUBLIC_HEADER
           "{\"record\":\"file\",\"path\":\"/s/b.c\",\"main\":true}\n"
           "{\"record\":\"type\",\"kind\":\"int\",\"spelling\":\"int\",\"size\":4}\n"
           "{\"record\":\"type\",\"kind\":\"struct\",\"spelling\":\"struct x\",\"name\":\"x\",\"size\":16,"
           "\"fields\":[{\"type\":0,\"name\":\"n\"},{\"type\":2,\"name\":\"next\",\"offset\":64}],\"place\":[1,2,8]}\n"
           "{\"record\":\"type\",\"kind\":\"pointer\",\"spelling\":\"struct x *\",\"size\":8,\"target\":1}\n"
           "{\"record\":\"function\",\"id\":\"helper\",\"defined\":true,\"digest\":\"" DIGEST "2\",\"unit\":0,"
           "\"range\":[1,7,1,8,2],\"nodes\":\"BAA\"}\n";
/* A program's other helper. */
static const char unit_c[] = HEADER "{\"record\":\"file\",\"path\":\"/s/c.c\"}\n"
                                    "{\"record\":\"function\",\"id\":\"helper\",\"defined\":true,\"digest\":\"" DIGEST
                                    "3\",\"range\":[0,1,1,2,2]}\n";

static void parse(struct facts *facts, const char *text)
{
    struct error err = {0};
    enum status status = facts_parse(facts, "unit", text, strlen(text), &err);
    if (status != STATUS_OK)
        printf("\n    %s", err.message);
    CU_ASSERT_EQUAL_FATAL(status, STATUS_OK);
}

static void merge_texts(struct facts *into, const char *const *units, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        SCOPED(facts_release) struct facts unit = {0};
        parse(&unit, units[i]);
        facts_merge(into, &unit);
    }
}

static bool have_same_counts(const struct facts *a, const struct facts *b)
{
    return a->unit_count == b->unit_count && a->file_count == b->file_count && a->include_count == b->include_count &&
           a->type_count == b->type_count && a->function_count == b->function_count &&
           a->global_count == b->global_count && a->constant_count == b->constant_count &&
           a->macro_count == b->macro_count && a->comment_count == b->comment_count &&
           a->inactive_count == b->inactive_count && a->declaration_count == b->declaration_count &&
           a->conditional_count == b->conditional_count;
}

TEST(merging_a_unit_with_itself_adds_nothing)
{
    for (uint64_t seed = 1; seed < 30; seed++) {
        SCOPED(facts_release) struct facts unit = {0};
        SCOPED(facts_release) struct facts twice = {0};
        SCOPED(strbuf_release) struct strbuf before = {0};
        SCOPED(strbuf_release) struct strbuf after = {0};
        random_facts(&unit, seed, 6);
        facts_merge(&twice, &unit);
        facts_format(&twice, &before);
        facts_merge(&twice, &unit);
        facts_format(&twice, &after);
        CU_ASSERT_STRING_EQUAL(strbuf_text(&before), strbuf_text(&after));
    }
}

TEST(merged_facts_are_sound)
{
    for (uint64_t seed = 1; seed < 30; seed++) {
        SCOPED(facts_release) struct facts all = {0};
        SCOPED(facts_release) struct facts read = {0};
        SCOPED(strbuf_release) struct strbuf text = {0};
        struct error err = {0};
        for (uint64_t part = 0; part < 3; part++) {
            SCOPED(facts_release) struct facts unit = {0};
            random_facts(&unit, seed * 10 + part, 5);
            facts_merge(&all, &unit);
        }
        facts_format(&all, &text);
        enum status status = facts_parse(&read, "merged", strbuf_text(&text), text.length, &err);
        if (status != STATUS_OK)
            printf("\n    seed %llu: %s", (unsigned long long)seed, err.message);
        CU_ASSERT_EQUAL(status, STATUS_OK);
    }
}

TEST(a_definition_takes_the_place_of_a_declaration)
{
    SCOPED(facts_release) struct facts all = {0};
    merge_texts(&all, (const char *const[]){unit_a, unit_b}, 2);
    const struct fact_function *helper = facts_find_function(&all, "helper");
    CU_ASSERT_PTR_NOT_NULL_FATAL(helper);
    CU_ASSERT_EQUAL(all.function_count, 2);
    CU_ASSERT_EQUAL(helper - all.functions, 0);
    CU_ASSERT_TRUE(helper->is_defined);
    CU_ASSERT_EQUAL(helper->graph.node_count, 1);
    CU_ASSERT_EQUAL(helper->unit, 1);
    CU_ASSERT_STRING_EQUAL(helper->doc, "Helps.");
    CU_ASSERT_STRING_EQUAL(all.files[helper->range.file].path, "/s/b.c");
}

TEST(a_type_with_a_body_takes_the_place_of_one_without)
{
    SCOPED(facts_release) struct facts all = {0};
    merge_texts(&all, (const char *const[]){unit_a, unit_b}, 2);
    CU_ASSERT_EQUAL(all.type_count, 3);
    CU_ASSERT_EQUAL(all.types[0].size_bytes, 16);
    CU_ASSERT_EQUAL(all.types[0].fields[1].type, 1);
    CU_ASSERT_EQUAL(all.types[1].target, 0);
    CU_ASSERT_STRING_EQUAL(all.types[all.types[0].fields[0].type].spelling, "int");
}

TEST(calls_lead_to_the_merged_function)
{
    SCOPED(facts_release) struct facts all = {0};
    merge_texts(&all, (const char *const[]){unit_b, unit_a}, 2);
    const struct fact_function *caller = facts_find_function(&all, "main");
    CU_ASSERT_PTR_NOT_NULL_FATAL(caller);
    CU_ASSERT_STRING_EQUAL(all.functions[caller->graph.nodes[1].symbol].id, "helper");
    CU_ASSERT_EQUAL(all.file_count, 3);
}

TEST(two_definitions_of_one_name_are_both_kept)
{
    SCOPED(facts_release) struct facts all = {0};
    merge_texts(&all, (const char *const[]){unit_b, unit_c, unit_b, unit_c, unit_a}, 5);
    CU_ASSERT_EQUAL(all.function_count, 3);
}

TEST(the_order_of_units_does_not_change_the_counts)
{
    static const char *const orders[][3] = {{unit_a, unit_b, unit_c}, {unit_a, unit_c, unit_b},
                                            {unit_b, unit_a, unit_c}, {unit_b, unit_c, unit_a},
                                            {unit_c, unit_a, unit_b}, {unit_c, unit_b, unit_a}};
    SCOPED(facts_release) struct facts first = {0};
    merge_texts(&first, orders[0], 3);
    for (size_t i = 1; i < ARRAY_LENGTH(orders); i++) {
        SCOPED(facts_release) struct facts other = {0};
        merge_texts(&other, orders[i], 3);
        CU_ASSERT_TRUE(have_same_counts(&first, &other));
    }
}

/* extern int limit; in one unit, long limit = 5; in the other. */
TEST(declarations_that_differ_are_both_kept)
{
    static const char declares[] =
        HEADER "{\"record\":\"file\",\"path\":\"/s/a.c\"}\n"
               "{\"record\":\"type\",\"kind\":\"int\",\"spelling\":\"int\",\"size\":4}\n"
               "{\"record\":\"global\",\"id\":\"limit\",\"type\":0,\"range\":[0,1,1,1,17]}\n"
               "{\"record\":\"declaration\",\"global\":0,\"type\":0,\"range\":[0,1,1,1,17]}\n";
    static const char defines[] =
        HEADER "{\"record\":\"file\",\"path\":\"/s/b.c\"}\n"
               "{\"record\":\"type\",\"kind\":\"int\",\"spelling\":\"long\",\"size\":8}\n"
               "{\"record\":\"global\",\"id\":\"limit\",\"type\":0,\"defined\":true,\"range\":[0,1,1,1,15]}\n"
               "{\"record\":\"declaration\",\"global\":0,\"type\":0,\"definition\":true,\"range\":[0,1,1,1,15]}\n";
    const char *const orders[][2] = {{declares, defines}, {defines, declares}};
    for (size_t i = 0; i < ARRAY_LENGTH(orders); i++) {
        SCOPED(facts_release) struct facts program = {0};
        merge_texts(&program, orders[i], 2);
        CU_ASSERT_EQUAL(program.global_count, 1);
        CU_ASSERT_EQUAL_FATAL(program.declaration_count, 2);
        CU_ASSERT_EQUAL(program.declarations[0].global, program.declarations[1].global);
        CU_ASSERT_STRING_NOT_EQUAL(program.types[program.declarations[0].type].spelling,
                                   program.types[program.declarations[1].type].spelling);
    }
}

UNIT_TESTS("model/facts_merge", CASE(declarations_that_differ_are_both_kept),
           CASE(merging_a_unit_with_itself_adds_nothing), CASE(merged_facts_are_sound),
           CASE(a_definition_takes_the_place_of_a_declaration), CASE(a_type_with_a_body_takes_the_place_of_one_without),
           CASE(calls_lead_to_the_merged_function), CASE(two_definitions_of_one_name_are_both_kept),
           CASE(the_order_of_units_does_not_change_the_counts))
