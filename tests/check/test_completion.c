#include "completion.h"

#include <stdlib.h>

#include "unit_test.h"

/* { while (LITERAL) { BREAKING } return; } */
static struct function_graph loop(struct graph_node *nodes, uint32_t *children, int64_t condition, enum node_kind inner)
{
    const struct graph_node made[] = {
        {.kind = NODE_COMPOUND, .parent = NO_ID, .first_child = 0, .child_count = 2, .subtree_end = 6},
        {.kind = NODE_WHILE, .parent = 0, .first_child = 2, .child_count = 2, .subtree_end = 5},
        {.kind = NODE_INT_LITERAL, .value = condition, .parent = 1, .subtree_end = 3},
        {.kind = NODE_COMPOUND, .parent = 1, .first_child = 4, .child_count = 1, .subtree_end = 5},
        {.kind = inner, .parent = 3, .subtree_end = 5},
        {.kind = NODE_RETURN, .parent = 0, .subtree_end = 6}};
    const uint32_t made_children[] = {1, 5, 2, 3, 4};
    for (size_t i = 0; i < 6; i++)
        nodes[i] = made[i];
    for (size_t i = 0; i < 5; i++)
        children[i] = made_children[i];
    return (struct function_graph){.nodes = nodes, .node_count = 6, .children = children, .child_count = 5};
}

static bool loop_completes(int64_t condition, enum node_kind inner)
{
    struct graph_node nodes[6];
    uint32_t children[5];
    struct facts facts = {0};
    struct function_graph graph = loop(nodes, children, condition, inner);
    bool *completes = completion_find(&facts, &graph);
    bool result = completes[1];
    CU_ASSERT_FALSE(completes[5]); /* the return */
    CU_ASSERT_FALSE(completes[0]); /* nothing behind it */
    free(completes);
    return result;
}

TEST(an_endless_loop_does_not_complete)
{
    CU_ASSERT_FALSE(loop_completes(1, NODE_EMPTY));
    CU_ASSERT_FALSE(loop_completes(1, NODE_CONTINUE));
}

TEST(a_break_or_a_condition_lets_a_loop_complete)
{
    CU_ASSERT_TRUE(loop_completes(1, NODE_BREAK));
    CU_ASSERT_TRUE(loop_completes(0, NODE_EMPTY));
}

TEST(below_labels_is_the_statement)
{
    struct graph_node nodes[] = {
        {.kind = NODE_CASE, .parent = NO_ID, .first_child = 0, .child_count = 2, .subtree_end = 4},
        {.kind = NODE_INT_LITERAL, .parent = 0, .subtree_end = 2},
        {.kind = NODE_LABEL, .parent = 0, .first_child = 2, .child_count = 1, .subtree_end = 4},
        {.kind = NODE_RETURN, .parent = 2, .subtree_end = 4}};
    uint32_t children[] = {1, 2, 3};
    struct function_graph graph = {.nodes = nodes, .node_count = 4, .children = children, .child_count = 3};
    CU_ASSERT_EQUAL(below_labels(&graph, 0), 3);
    CU_ASSERT_EQUAL(below_labels(&graph, 1), 1);
}

UNIT_TESTS("check/completion", CASE(an_endless_loop_does_not_complete),
           CASE(a_break_or_a_condition_lets_a_loop_complete), CASE(below_labels_is_the_statement))
