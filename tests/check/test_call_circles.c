#include "call_circles.h"

#include "cet/core/memory.h"
#include "unit_test.h"

/* first calls second, second calls first and third, third gives its own address away; fourth stands in data. */
static struct graph_node first_nodes[] = {
    {.kind = NODE_COMPOUND, .parent = NO_ID, .first_child = 0, .child_count = 1, .subtree_end = 3},
    {.kind = NODE_CALL, .symbol = 1, .parent = 0, .first_child = 1, .child_count = 1, .subtree_end = 3},
    {.kind = NODE_FUNCTION, .symbol = 1, .parent = 1, .subtree_end = 3}};
static uint32_t first_children[] = {1, 2};
static struct graph_node second_nodes[] = {
    {.kind = NODE_COMPOUND, .parent = NO_ID, .first_child = 0, .child_count = 2, .subtree_end = 5},
    {.kind = NODE_CALL, .symbol = 0, .parent = 0, .first_child = 2, .child_count = 1, .subtree_end = 3},
    {.kind = NODE_FUNCTION, .symbol = 0, .parent = 1, .subtree_end = 3},
    {.kind = NODE_CALL, .symbol = 2, .parent = 0, .first_child = 3, .child_count = 1, .subtree_end = 5},
    {.kind = NODE_FUNCTION, .symbol = 2, .parent = 3, .subtree_end = 5}};
static uint32_t second_children[] = {1, 3, 2, 4};
static struct graph_node third_nodes[] = {
    {.kind = NODE_COMPOUND, .parent = NO_ID, .first_child = 0, .child_count = 1, .subtree_end = 3},
    {.kind = NODE_RETURN, .parent = 0, .first_child = 1, .child_count = 1, .subtree_end = 3},
    {.kind = NODE_FUNCTION, .symbol = 2, .parent = 1, .subtree_end = 3}};

static struct fact_function defined(const char *name, struct graph_node *nodes, uint32_t node_count, uint32_t *children,
                                    uint32_t child_count)
{
    return (struct fact_function){
        .id = name,
        .name = name,
        .is_defined = true,
        .graph = {.nodes = nodes, .node_count = node_count, .children = children, .child_count = child_count}};
}

static struct facts program(struct fact_function *functions)
{
    functions[0] = defined("first", first_nodes, 3, first_children, 2);
    functions[1] = defined("second", second_nodes, 5, second_children, 4);
    functions[2] = defined("third", third_nodes, 3, first_children, 2);
    functions[3] = (struct fact_function){.id = "fourth", .name = "fourth", .is_named_in_data = true};
    struct facts facts = {.functions = functions, .function_count = 4};
    facts_index(&facts);
    return facts;
}

static void release(struct facts *facts)
{
    map_release(&facts->function_index);
    map_release(&facts->type_index);
}

TEST(calls_and_addresses_are_told_apart)
{
    struct fact_function functions[4];
    SCOPED(release) struct facts facts = program(functions);
    SCOPED(call_circles_release) struct call_circles calls;
    call_circles_init(&calls, &facts);
    CU_ASSERT_TRUE(calls.is_called[0] && calls.is_called[1] && calls.is_called[2]);
    CU_ASSERT_TRUE(calls.is_named[2] && calls.is_named[3]);
    CU_ASSERT_FALSE(calls.is_named[0] || calls.is_named[1] || calls.is_called[3]);
    CU_ASSERT_EQUAL(calls.edge_count, 3);
    CU_ASSERT_EQUAL(calls.first_edge[2] - calls.first_edge[1], 2);
}

TEST(functions_that_reach_each_other_are_one_circle)
{
    struct fact_function functions[4];
    SCOPED(release) struct facts facts = program(functions);
    SCOPED(call_circles_release) struct call_circles calls;
    uint32_t circles[4];
    call_circles_init(&calls, &facts);
    call_circles_find(&calls, NULL, NULL, circles);
    CU_ASSERT_EQUAL(circles[0], circles[1]);
    CU_ASSERT_NOT_EQUAL(circles[0], circles[2]);
}

static bool is_not_to_first(void *context, const struct call_edge *edge)
{
    (void)context;
    return edge->callee != 0;
}

TEST(edges_that_are_not_wanted_close_no_circle)
{
    struct fact_function functions[4];
    SCOPED(release) struct facts facts = program(functions);
    SCOPED(call_circles_release) struct call_circles calls;
    uint32_t circles[4];
    call_circles_init(&calls, &facts);
    call_circles_find(&calls, is_not_to_first, NULL, circles);
    CU_ASSERT_NOT_EQUAL(circles[0], circles[1]);
}

UNIT_TESTS("check/call_graph", CASE(calls_and_addresses_are_told_apart),
           CASE(functions_that_reach_each_other_are_one_circle), CASE(edges_that_are_not_wanted_close_no_circle))
