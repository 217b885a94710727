#include "unit_test.h"

#include <stdio.h>

#include "cet/core/memory.h"
#include "cet/core/random.h"
#include "cet/model/facts.h"
#include "facts_equal.h"
#include "random_facts.h"

#define HEADER                                                                                                         \
    "{\"format\":\"cet-facts\",\"version\":2,\"node_kinds\":[\"COMPOUND\",\"RETURN\",\"INT_LITERAL\",\"PARAM\"],"      \
    "\"operators\":[\"NONE\"]}\n"

static enum status parse(struct facts *facts, const char *text, struct error *err)
{
    return facts_parse(facts, "unit.facts", text, strlen(text), err);
}

/* The text is refused in one line that says what is expected here. */
static void expect_refusal(const char *text, const char *expected)
{
    struct facts facts = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(parse(&facts, text, &err), STATUS_INVALID);
    if (!strstr(err.message, expected))
        printf("\n    message: %s\n    expected: %s\n", err.message, expected);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, expected));
    CU_ASSERT_PTR_NULL(strchr(err.message, '\n'));
    CU_ASSERT_EQUAL(facts.function_count, 0);
    facts_release(&facts);
}

TEST(what_is_written_is_read_back)
{
    for (uint64_t seed = 1; seed <= 60; seed++) {
        SCOPED(facts_release) struct facts made = {0};
        SCOPED(facts_release) struct facts read = {0};
        SCOPED(strbuf_release) struct strbuf text = {0};
        SCOPED(strbuf_release) struct strbuf again = {0};
        struct error err = {0};
        random_facts(&made, seed, (uint32_t)(seed % 12));
        facts_format(&made, &text);
        enum status status = facts_parse(&read, "random", strbuf_text(&text), text.length, &err);
        const char *difference = status == STATUS_OK ? facts_difference(&made, &read) : err.message;
        if (difference)
            printf("\n    seed %llu: %s", (unsigned long long)seed, difference);
        CU_ASSERT_PTR_NULL(difference);
        facts_format(&read, &again);
        CU_ASSERT_STRING_EQUAL(strbuf_text(&text), strbuf_text(&again));
    }
}

TEST(every_truncation_is_refused_or_sound)
{
    SCOPED(facts_release) struct facts made = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    random_facts(&made, 4, 5);
    facts_format(&made, &text);
    for (size_t length = 0; length < text.length; length += length < 3000 ? 1 : 37) {
        struct facts read = {0};
        struct error err = {0};
        SCOPED(memory_free_pointer) char *cut = memory_strndup(strbuf_text(&text), length); /* overruns are seen */
        if (facts_parse(&read, "cut", cut, length, &err) != STATUS_OK) {
            CU_ASSERT(err.message[0] != '\0');
            CU_ASSERT_PTR_NULL(strchr(err.message, '\n'));
        }
        facts_release(&read);
    }
}

TEST(damaged_bytes_do_no_harm)
{
    SCOPED(facts_release) struct facts made = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct random_state random = {.state = 11};
    random_facts(&made, 9, 5);
    facts_format(&made, &text);
    for (int round = 0; round < 3000; round++) {
        static const char bytes[] = "0123456789ABghz/+-,[]{}\":\\u \n\xff";
        struct facts read = {0};
        SCOPED(memory_free_pointer) char *copy = memory_strndup(strbuf_text(&text), text.length);
        for (uint64_t i = 1 + random_below(&random, 3); i; i--)
            copy[random_below(&random, text.length)] = bytes[random_below(&random, sizeof bytes - 1)];
        if (facts_parse(&read, "damaged", copy, text.length, NULL) == STATUS_OK) {
            SCOPED(strbuf_release) struct strbuf again = {0};
            facts_format(&read, &again);
        }
        facts_release(&read);
    }
}

TEST(a_file_of_another_format_is_refused)
{
    expect_refusal("", "empty");
    expect_refusal("{}\n", "the first line does not name the format");
    expect_refusal("{\"format\":\"cet-facts\",\"version\":3,\"node_kinds\":7}\n", "version 2");
    expect_refusal("{\"format\":\"cet-plan\",\"version\":1}\n", "the first line");
    expect_refusal("\x7f"
                   "ELF",
                   "'unit.facts':1");
    expect_refusal("{\"format\":\"cet-facts\",\"version\":2,\"node_kinds\":[\"FUTURE\"]}\n", "'FUTURE' is not known");
}

TEST(an_index_out_of_bounds_is_refused_with_its_line)
{
    expect_refusal(HEADER "{\"record\":\"include\",\"target\":0}\n", "'unit.facts':2");
    expect_refusal(HEADER "{\"record\":\"type\",\"kind\":\"pointer\",\"target\":1}\n", "1 is out of bounds");
    expect_refusal(HEADER "{\"record\":\"global\",\"type\":-2}\n", "-2 is out of bounds");
    expect_refusal(HEADER "{\"record\":\"constant\",\"value\":99999999999999999999}\n", "too large");
    expect_refusal(HEADER "{\"record\":\"macro\",\"range\":[0,1,1,1,1]}\n", "out of bounds");
    expect_refusal(HEADER "{\"record\":\"file\",\"path\":\"a\\u0000b\"}\n", "NUL");
    expect_refusal(HEADER "{\"record\":\"surprise\"}\n", "'surprise' is not known");
}

#define FUNCTION(nodes) HEADER "{\"record\":\"function\",\"id\":\"f\",\"defined\":true,\"nodes\":\"" nodes "\""

TEST(a_tree_that_does_not_close_is_refused)
{
    expect_refusal(FUNCTION("CAICBA") "}\n", "does not fit into the tree");
    expect_refusal(FUNCTION("CAIBAIB") "}\n", "does not fit into the tree");
    expect_refusal(FUNCTION("CAABA") "}\n", "node 1 does not fit");
    expect_refusal(FUNCTION("CAIBDQA") "}\n", "the parameter does not exist");
    expect_refusal(FUNCTION("BJA") "}\n", "9 is out of bounds");
    expect_refusal(FUNCTION("BAA") ",\"blocks\":\"BBABCAAAA\"}\n", "2 is out of bounds");
    expect_refusal(FUNCTION("BAA") ",\"exit\":3,\"blocks\":\"BBABBAAAA\"}\n", "entry or exit block");
    expect_refusal(FUNCTION("BAA") ",\"nodes\":\"BAA\"}\n", "twice");
}

TEST(a_table_of_numbers_is_bounded)
{
    expect_refusal(FUNCTION("CAA") "}\n", "2 is out of bounds (at most 1)");
    expect_refusal(FUNCTION("BAAA") "}\n", "too long");
    expect_refusal(FUNCTION("BA?") "}\n", "a number is missing");
    expect_refusal(FUNCTION("BCgE///////////////A") "}\n", "a number is too large");
    expect_refusal(HEADER "{\"record\":\"function\",\"id\":\"f\",\"nodes\":\"BAA}\n", "does not end");
    expect_refusal(FUNCTION("BAgI") "}\n", "a node's text is missing");
    expect_refusal(FUNCTION("BAggB") "}\n", "is missing");
    expect_refusal(FUNCTION("BAA") ",\"blocks\":\"BBBAAAAAA\"}\n", "-1 from 0 is out of bounds");
    expect_refusal(FUNCTION("BAA") ",\"blocks\":\"BBCAAAAAA\"}\n", "1 from 0 is out of bounds");
    expect_refusal(FUNCTION("BAA") ",\"blocks\":\"BKAAAAAAA\"}\n", "10 is out of bounds (at most 9)");
    expect_refusal(HEADER "{\"record\":\"function\",\"id\":\"f\",\"blocks\":\"A\"}\n", "before nodes");
}

TEST(a_type_that_contains_itself_is_refused)
{
    expect_refusal(HEADER "{\"record\":\"type\",\"kind\":\"typedef\",\"target\":0}\n", "contains itself");
    expect_refusal(HEADER "{\"record\":\"type\",\"kind\":\"pointer\",\"target\":1}\n"
                          "{\"record\":\"type\",\"kind\":\"pointer\",\"target\":0}\n",
                   "contains itself");
    expect_refusal(HEADER "{\"record\":\"type\",\"kind\":\"struct\",\"fields\":[{\"type\":0}]}\n", "contains itself");
}

TEST(a_list_that_points_to_itself_is_fine)
{
    SCOPED(facts_release) struct facts facts = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(parse(&facts,
                          HEADER "{\"record\":\"type\",\"kind\":\"struct\",\"fields\":[{\"type\":1}]}\n"
                                 "{\"record\":\"type\",\"kind\":\"pointer\",\"target\":0}\n",
                          &err),
                    STATUS_OK);
    CU_ASSERT_EQUAL(facts.type_count, 2);
}

TEST(unknown_fields_are_passed_over)
{
    SCOPED(facts_release) struct facts facts = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(parse(&facts,
                          HEADER
                          "{\"record\":\"file\",\"later\":{\"a\":[1,{\"b\":\"]}\"}],\"c\":null},\"path\":\"x.c\", "
                          "\"more\" : -1.5e3 }\n\n",
                          &err),
                    STATUS_OK);
    CU_ASSERT_STRING_EQUAL(facts.files[0].path, "x.c");
}

TEST(words_of_the_header_may_stand_in_any_order)
{
    SCOPED(facts_release) struct facts facts = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(parse(&facts, FUNCTION("DAIBBIBCgEO") "}\n", &err), STATUS_OK);
    const struct fact_function *function = facts_find_function(&facts, "f");
    CU_ASSERT_PTR_NOT_NULL_FATAL(function);
    CU_ASSERT_EQUAL(function->graph.nodes[1].kind, NODE_RETURN);
    CU_ASSERT_EQUAL(function->graph.nodes[2].kind, NODE_INT_LITERAL);
    CU_ASSERT_EQUAL(function->graph.nodes[2].value, 7);
    CU_ASSERT_EQUAL(function->graph.nodes[0].subtree_end, 3);
}

UNIT_TESTS("model/facts_parse", CASE(what_is_written_is_read_back), CASE(every_truncation_is_refused_or_sound),
           CASE(damaged_bytes_do_no_harm), CASE(a_file_of_another_format_is_refused),
           CASE(an_index_out_of_bounds_is_refused_with_its_line), CASE(a_tree_that_does_not_close_is_refused),
           CASE(a_table_of_numbers_is_bounded), CASE(a_type_that_contains_itself_is_refused),
           CASE(a_list_that_points_to_itself_is_fine), CASE(unknown_fields_are_passed_over),
           CASE(words_of_the_header_may_stand_in_any_order))
