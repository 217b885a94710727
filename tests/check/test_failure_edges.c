#include "cet/core/memory.h"
#include "failure_edges.h"
#include "unit_test.h"

/* 0: the body; 1: the call; 2: the variable that its result was put in; 3: `variable op number`, of which 2 and 4 are
 * the operands. */
static enum edge_meaning meaning(enum libc_failure fails, enum operator_token op, int64_t number, bool is_true)
{
    struct graph_node nodes[] = {{.kind = NODE_COMPOUND},
                                 {.kind = NODE_CALL},
                                 {.kind = NODE_LOCAL, .symbol = 0},
                                 {.kind = NODE_BINARY, .op = op, .first_child = 0, .child_count = 2},
                                 {.kind = NODE_INT_LITERAL, .value = number}};
    uint32_t children[] = {2, 4};
    struct function_graph graph = {.nodes = nodes, .node_count = 5, .children = children, .child_count = 2};
    struct facts facts = {0};
    return failure_edge(&facts, &graph, &(struct call_result){.call = 1, .place = 2}, fails, 3, is_true);
}

TEST(minus_one_is_told_from_the_rest)
{
    CU_ASSERT_EQUAL(meaning(FAILS_MINUS, OP_LT, 0, true), EDGE_FAILED);
    CU_ASSERT_EQUAL(meaning(FAILS_MINUS, OP_LT, 0, false), EDGE_WORKED);
    CU_ASSERT_EQUAL(meaning(FAILS_MINUS, OP_EQ, -1, true), EDGE_FAILED);
    CU_ASSERT_EQUAL(meaning(FAILS_MINUS, OP_EQ, -1, false), EDGE_WORKED);
    CU_ASSERT_EQUAL(meaning(FAILS_MINUS, OP_GT, -1, false), EDGE_FAILED);
}

TEST(what_also_covers_success_is_open)
{
    CU_ASSERT_EQUAL(meaning(FAILS_MINUS, OP_LE, 0, true), EDGE_OPEN);
    CU_ASSERT_EQUAL(meaning(FAILS_MINUS, OP_LE, 0, false), EDGE_WORKED);
    CU_ASSERT_EQUAL(meaning(FAILS_MINUS, OP_NE, 8, true), EDGE_OPEN);
    CU_ASSERT_EQUAL(meaning(FAILS_MINUS, OP_NE, 8, false), EDGE_WORKED);
}

TEST(a_second_number_that_means_failure_is_one_too)
{
    CU_ASSERT_EQUAL(meaning(FAILS_MINUS, OP_EQ, -2, true), EDGE_FAILED);
    CU_ASSERT_EQUAL(meaning(FAILS_MINUS, OP_EQ, -2, false), EDGE_OPEN);
    CU_ASSERT_EQUAL(meaning(FAILS_POSITIVE, OP_EQ, 16, true), EDGE_FAILED);
    CU_ASSERT_EQUAL(meaning(FAILS_POSITIVE, OP_EQ, 16, false), EDGE_OPEN);
}

TEST(null_and_zero_mean_what_the_function_says)
{
    CU_ASSERT_EQUAL(meaning(FAILS_NULL, OP_EQ, 0, true), EDGE_FAILED);
    CU_ASSERT_EQUAL(meaning(FAILS_NULL, OP_NE, 0, true), EDGE_WORKED);
    CU_ASSERT_EQUAL(meaning(FAILS_NONZERO, OP_NE, 0, true), EDGE_FAILED);
    CU_ASSERT_EQUAL(meaning(FAILS_NONZERO, OP_EQ, 0, true), EDGE_WORKED);
    CU_ASSERT_EQUAL(meaning(FAILS_SHORT, OP_LT, 10, true), EDGE_OPEN);
    CU_ASSERT_EQUAL(meaning(FAILS_NOT, OP_NE, 0, true), EDGE_OPEN);
}

TEST(the_place_of_a_result_is_followed)
{
    /* 1 = 3(): the call's result; then 1 = 5 */
    struct graph_node nodes[] = {{.kind = NODE_COMPOUND},
                                 {.kind = NODE_LOCAL, .symbol = 0},
                                 {.kind = NODE_ASSIGN, .first_child = 0, .child_count = 2},
                                 {.kind = NODE_CALL},
                                 {.kind = NODE_ASSIGN, .first_child = 2, .child_count = 2},
                                 {.kind = NODE_INT_LITERAL}};
    uint32_t children[] = {1, 3, 1, 5};
    struct function_graph graph = {.nodes = nodes, .node_count = 6, .children = children, .child_count = 4};
    struct call_result result = {.call = 3, .place = NO_ID};
    uint32_t place = NO_ID;
    CU_ASSERT_EQUAL(failure_place_change(&graph, &result, 4, &place), PLACE_SAME);
    CU_ASSERT_EQUAL(failure_place_change(&graph, &result, 2, &place), PLACE_TAKES_RESULT);
    CU_ASSERT_EQUAL(place, 1);
    result.place = place;
    CU_ASSERT_EQUAL(failure_place_change(&graph, &result, 4, &place), PLACE_OVERWRITTEN);
    CU_ASSERT_TRUE(is_call_result(&graph, &result, 2));
    CU_ASSERT_FALSE(is_call_result(&graph, &result, 4));
}

UNIT_TESTS("check/failure_edges", CASE(minus_one_is_told_from_the_rest), CASE(what_also_covers_success_is_open),
           CASE(a_second_number_that_means_failure_is_one_too), CASE(null_and_zero_mean_what_the_function_says),
           CASE(the_place_of_a_result_is_followed))
