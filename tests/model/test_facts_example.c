/* The example of the format's page is read as it stands there. */
#include "unit_test.h"

#include <stdio.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/facts.h"
#include "facts_equal.h"

static void load_example(struct facts *facts)
{
    SCOPED(strbuf_release) struct strbuf page = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL_FATAL(file_read(FACTS_PAGE, 1 << 20, &page, &err), STATUS_OK);
    const char *start = strstr(strbuf_text(&page), "```json\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(start);
    start += strlen("```json\n");
    const char *end = strstr(start, "```");
    CU_ASSERT_PTR_NOT_NULL_FATAL(end);
    enum status status = facts_parse(facts, FACTS_PAGE, start, (size_t)(end - start), &err);
    if (status != STATUS_OK)
        printf("\n    %s", err.message);
    CU_ASSERT_EQUAL_FATAL(status, STATUS_OK);
}

TEST(the_example_is_read_as_the_page_tells)
{
    SCOPED(facts_release) struct facts facts = {0};
    load_example(&facts);
    const struct fact_function *twice = facts_find_function(&facts, "twice");
    CU_ASSERT_PTR_NOT_NULL_FATAL(twice);
    const struct graph_node *plus = &twice->graph.nodes[2];
    CU_ASSERT_EQUAL(plus->kind, NODE_BINARY);
    CU_ASSERT_EQUAL(plus->op, OP_ADD);
    CU_ASSERT_EQUAL(plus->op_place.column, 29);
    CU_ASSERT_EQUAL(plus->range.end_column, 32);
    CU_ASSERT_EQUAL(plus->spelled.column, 27);
    CU_ASSERT_EQUAL(graph_child(&twice->graph, 2, 1), 5);
    CU_ASSERT_EQUAL(graph_skip_implicit(&twice->graph, 5), 6);
    CU_ASSERT_EQUAL(twice->graph.nodes[6].kind, NODE_PARAM);
    CU_ASSERT_EQUAL(twice->graph.exit_block, 0);
    CU_ASSERT_EQUAL(facts.types[2].fields[1].bit_width, 3);
    CU_ASSERT_EQUAL(facts.constants[0].length, 7);
    CU_ASSERT(!memcmp(facts.constants[0].bytes, "caf\xc3\xa9\0\xff", 7));
}

TEST(the_example_has_every_record)
{
    SCOPED(facts_release) struct facts facts = {0};
    load_example(&facts);
    CU_ASSERT(facts.unit_count && facts.file_count && facts.include_count && facts.type_count && facts.function_count);
    CU_ASSERT(facts.global_count && facts.constant_count && facts.macro_count && facts.comment_count);
    CU_ASSERT(facts.inactive_count && facts.conditional_count && facts.declaration_count);
}

TEST(the_example_comes_back_when_written)
{
    SCOPED(facts_release) struct facts facts = {0};
    SCOPED(facts_release) struct facts again = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    load_example(&facts);
    facts_format(&facts, &text);
    CU_ASSERT_EQUAL(facts_parse(&again, "again", strbuf_text(&text), text.length, NULL), STATUS_OK);
    CU_ASSERT_PTR_NULL(facts_difference(&facts, &again));
}

UNIT_TESTS("model/facts_example", CASE(the_example_is_read_as_the_page_tells), CASE(the_example_has_every_record),
           CASE(the_example_comes_back_when_written))
