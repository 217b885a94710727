#include "cet/core/memory.h"
#include "flow.h"
#include "unit_test.h"

/* A state here is the set of nodes that some path evaluated, one bit each. */
struct seen {
    uint64_t nodes;
};

struct record {
    uint64_t at[64]; /* what was seen before a node, on any path */
    bool is_last_round;
    uint32_t untaken_condition; /* whose true edge cannot be taken */
};

static bool join(void *context, void *into, const void *from)
{
    (void)context;
    struct seen *a = into;
    uint64_t before = a->nodes;
    a->nodes |= ((const struct seen *)from)->nodes;
    return a->nodes != before;
}

static void visit(void *context, void *state, uint32_t node)
{
    struct record *record = context;
    struct seen *seen = state;
    if (record->is_last_round)
        record->at[node] |= seen->nodes;
    seen->nodes |= 1u << node;
}

static bool branch(void *context, void *state, uint32_t condition, bool is_true)
{
    (void)state;
    struct record *record = context;
    return !(condition == record->untaken_condition && is_true);
}

static bool run(const struct function_graph *graph, struct record *record)
{
    struct flow flow = {.graph = graph,
                        .state_size = sizeof(struct seen),
                        .context = record,
                        .join = join,
                        .visit = visit,
                        .branch = branch};
    bool is_solved = flow_solve(&flow);
    record->is_last_round = true;
    if (is_solved)
        flow_replay(&flow);
    flow_release(&flow);
    return is_solved;
}

/* if (1) { 2 } else { 3 } 4, where `if` is node 5. */
static struct graph_node diamond_nodes[6] = {{.kind = NODE_COMPOUND}, {.kind = NODE_PARAM}, {.kind = NODE_CALL},
                                             {.kind = NODE_CALL},     {.kind = NODE_CALL},  {.kind = NODE_IF}};
static uint32_t diamond_elements[] = {1, 2, 3, 4};
static uint32_t diamond_successors[] = {1, 2, 3, 3};
static struct graph_block diamond_blocks[] = {
    {0, 1, 0, 2, 5, 1, NO_ID, false},
    {1, 1, 2, 1, NO_ID, NO_ID, NO_ID, false},
    {2, 1, 3, 1, NO_ID, NO_ID, NO_ID, false},
    {3, 1, 0, 0, NO_ID, NO_ID, NO_ID, false},
};
static const struct function_graph diamond = {.nodes = diamond_nodes,
                                              .node_count = 6,
                                              .blocks = diamond_blocks,
                                              .block_count = 4,
                                              .exit_block = 3,
                                              .elements = diamond_elements,
                                              .element_count = 4,
                                              .successors = diamond_successors,
                                              .successor_count = 4};

TEST(both_ways_meet_behind_a_branch)
{
    struct record record = {.untaken_condition = NO_ID};
    CU_ASSERT_TRUE(run(&diamond, &record));
    CU_ASSERT_EQUAL(record.at[2], 1u << 1);
    CU_ASSERT_EQUAL(record.at[3], 1u << 1);
    CU_ASSERT_EQUAL(record.at[4], 1u << 1 | 1u << 2 | 1u << 3);
}

TEST(an_edge_that_cannot_be_taken_brings_nothing)
{
    struct record record = {.untaken_condition = 1};
    CU_ASSERT_TRUE(run(&diamond, &record));
    CU_ASSERT_EQUAL(record.at[4], 1u << 1 | 1u << 3);
}

TEST(a_loop_settles)
{
    /* while (1) 2; 3 */
    uint32_t successors[] = {1, 2, 0};
    struct graph_block blocks[] = {{0, 1, 0, 2, 5, 1, NO_ID, false},
                                   {1, 1, 2, 1, NO_ID, NO_ID, NO_ID, false},
                                   {2, 1, 0, 0, NO_ID, NO_ID, NO_ID, false}};
    struct function_graph loop = diamond;
    loop.blocks = blocks;
    loop.block_count = 3;
    loop.successors = successors;
    struct record record = {.untaken_condition = NO_ID};
    CU_ASSERT_TRUE(run(&loop, &record));
    CU_ASSERT_EQUAL(record.at[1], 1u << 1 | 1u << 2);
    CU_ASSERT_EQUAL(record.at[3], 1u << 1 | 1u << 2);
}

TEST(operands_come_before_the_expression)
{
    /* 1 = 2 + 3, where only the assignment is named by the block */
    struct graph_node nodes[] = {{.kind = NODE_COMPOUND, .first_child = 0, .child_count = 1},
                                 {.kind = NODE_ASSIGN, .first_child = 1, .child_count = 2},
                                 {.kind = NODE_LOCAL},
                                 {.kind = NODE_CALL}};
    uint32_t children[] = {1, 2, 3}, elements[] = {1};
    struct graph_block block = {0, 1, 0, 0, NO_ID, NO_ID, NO_ID, false};
    struct function_graph graph = {.nodes = nodes,
                                   .node_count = 4,
                                   .children = children,
                                   .child_count = 3,
                                   .blocks = &block,
                                   .block_count = 1,
                                   .elements = elements,
                                   .element_count = 1};
    struct record record = {.untaken_condition = NO_ID};
    CU_ASSERT_TRUE(run(&graph, &record));
    CU_ASSERT_EQUAL(record.at[1], 1u << 2 | 1u << 3);
}

TEST(a_function_without_a_flow_graph_is_not_solved)
{
    struct function_graph none = {0};
    struct record record = {0};
    CU_ASSERT_FALSE(run(&none, &record));
}

TEST(a_condition_is_found_below_not_and_and)
{
    /* if (!(2 && !4)): 1 is the first `!`, 2.. the operands; the block decides the right one */
    struct graph_node nodes[] = {{.kind = NODE_IF, .first_child = 0, .child_count = 1},
                                 {.kind = NODE_UNARY, .op = OP_NOT, .first_child = 1, .child_count = 1},
                                 {.kind = NODE_BINARY, .op = OP_LOGICAL_AND, .first_child = 2, .child_count = 2},
                                 {.kind = NODE_PARAM},
                                 {.kind = NODE_UNARY, .op = OP_NOT, .first_child = 4, .child_count = 1},
                                 {.kind = NODE_PARAM}};
    uint32_t children[] = {1, 2, 3, 4, 5};
    struct graph_block blocks[] = {{0, 0, 0, 2, 0, 1, NO_ID, false}, {0, 0, 0, 2, 2, 3, NO_ID, false}};
    struct function_graph graph = {
        .nodes = nodes, .node_count = 6, .children = children, .child_count = 5, .blocks = blocks, .block_count = 2};
    bool is_negated;
    CU_ASSERT_EQUAL(flow_condition(&graph, 0, &is_negated), 5);
    CU_ASSERT_FALSE(is_negated);
    CU_ASSERT_EQUAL(flow_condition(&graph, 1, &is_negated), 3);
    CU_ASSERT_FALSE(is_negated);
}

/* do ... while (a && b): the value of && (node 2) comes together from two paths. */
TEST(a_condition_put_together_from_paths_stays_whole)
{
    struct graph_node nodes[] = {
        {.kind = NODE_COMPOUND},
        {.kind = NODE_DO},
        {.kind = NODE_BINARY, .op = OP_LOGICAL_AND, .first_child = 0, .child_count = 2, .subtree_end = 5},
        {.kind = NODE_PARAM},
        {.kind = NODE_PARAM}};
    uint32_t children[] = {3, 4}, elements[] = {2}, successors[] = {0, 0};
    struct graph_block block = {.element_count = 1, .successor_count = 2, .terminator = 1, .condition = 2};
    struct function_graph graph = {.nodes = nodes,
                                   .node_count = 5,
                                   .children = children,
                                   .child_count = 2,
                                   .blocks = &block,
                                   .block_count = 1,
                                   .elements = elements,
                                   .element_count = 1,
                                   .successors = successors,
                                   .successor_count = 2};
    bool is_negated;
    CU_ASSERT_EQUAL(flow_condition(&graph, 0, &is_negated), 2);
    graph.blocks[0].element_count = 0; /* the right operand's own block: what it decides is the operand */
    CU_ASSERT_EQUAL(flow_condition(&graph, 0, &is_negated), 4);
}

UNIT_TESTS("check/flow", CASE(a_condition_put_together_from_paths_stays_whole), CASE(both_ways_meet_behind_a_branch),
           CASE(an_edge_that_cannot_be_taken_brings_nothing), CASE(a_loop_settles),
           CASE(operands_come_before_the_expression), CASE(a_function_without_a_flow_graph_is_not_solved),
           CASE(a_condition_is_found_below_not_and_and))
