#include "cet/core/memory.h"
#include "paths.h"
#include "unit_test.h"

struct record {
    uint32_t at;       /* node that is looked at */
    int64_t values[8]; /* of the variable there, one for each path */
    uint32_t marks[8]; /* of the path */
    uint32_t count;
    uint32_t marked_by; /* node that marks a path */
    uint32_t unknown;   /* paths on which the variable holds no known constant */
};

static void visit(struct path_walk *walk, struct path *path, uint32_t node)
{
    struct record *record = walk->context;
    int64_t value = 0;
    if (node == record->marked_by)
        path->marks |= 1;
    if (node != record->at || !walk->is_last_round)
        return;
    if (!path_value(walk, path, graph_child(walk->graph, node, 0), &value)) {
        record->unknown++;
    } else if (record->count < ARRAY_LENGTH(record->values)) {
        record->values[record->count] = value;
        record->marks[record->count++] = path->marks;
    }
}

/* 1: rc = -1 (2); if (3: a parameter) { 4: rc = 0 (6) } return (7) rc; the blocks are entry, then, join. */
static struct graph_node nodes[] = {
    {.kind = NODE_COMPOUND},
    {.kind = NODE_DECLARE, .first_child = 0, .child_count = 1},
    {.kind = NODE_INT_LITERAL, .value = -1},
    {.kind = NODE_PARAM},
    {.kind = NODE_ASSIGN, .first_child = 1, .child_count = 2},
    {.kind = NODE_LOCAL},
    {.kind = NODE_INT_LITERAL, .value = 0},
    {.kind = NODE_RETURN, .first_child = 3, .child_count = 1},
    {.kind = NODE_LOCAL},
    {.kind = NODE_IF},
    {.kind = NODE_LOCAL}, /* 10: the second condition */
};
static uint32_t children[] = {2, 5, 6, 8};
static struct graph_local locals[] = {{.name = "rc"}};

static struct function_graph graph_of(struct graph_block *blocks, uint32_t block_count, uint32_t *elements,
                                      uint32_t element_count, uint32_t *successors, uint32_t successor_count)
{
    return (struct function_graph){.nodes = nodes,
                                   .node_count = ARRAY_LENGTH(nodes),
                                   .children = children,
                                   .child_count = ARRAY_LENGTH(children),
                                   .locals = locals,
                                   .local_count = 1,
                                   .blocks = blocks,
                                   .block_count = block_count,
                                   .exit_block = block_count - 1,
                                   .elements = elements,
                                   .element_count = element_count,
                                   .successors = successors,
                                   .successor_count = successor_count};
}

static bool walk(const struct function_graph *graph, struct record *record)
{
    struct facts facts = {0};
    struct path_walk walk = {.facts = &facts, .graph = graph, .context = record, .visit = visit};
    return paths_walk(&walk);
}

TEST(two_constants_are_two_paths)
{
    uint32_t elements[] = {1, 3, 4, 7}, successors[] = {1, 2, 2};
    struct graph_block blocks[] = {{0, 2, 0, 2, 9, 3, NO_ID, false},
                                   {2, 1, 2, 1, NO_ID, NO_ID, NO_ID, false},
                                   {3, 1, 0, 0, NO_ID, NO_ID, NO_ID, false}};
    struct function_graph graph = graph_of(blocks, 3, elements, 4, successors, 3);
    struct record record = {.at = 7, .marked_by = 4};
    CU_ASSERT_TRUE(walk(&graph, &record));
    CU_ASSERT_EQUAL_FATAL(record.count, 2);
    for (uint32_t i = 0; i < 2; i++)
        CU_ASSERT_EQUAL(record.marks[i], record.values[i] == 0 ? 1 : 0);
    CU_ASSERT_EQUAL(record.values[0] + record.values[1], -1);
}

TEST(a_path_does_not_take_an_edge_against_its_constant)
{
    /* as above, then if (rc) return rc; */
    uint32_t elements[] = {1, 3, 4, 10, 7}, successors[] = {1, 2, 2, 3, 4};
    struct graph_block blocks[] = {{0, 2, 0, 2, 9, 3, NO_ID, false},
                                   {2, 1, 2, 1, NO_ID, NO_ID, NO_ID, false},
                                   {3, 1, 3, 2, 9, 10, NO_ID, false},
                                   {4, 1, 0, 0, NO_ID, NO_ID, NO_ID, false},
                                   {0, 0, 0, 0, NO_ID, NO_ID, NO_ID, false}};
    struct function_graph graph = graph_of(blocks, 5, elements, 5, successors, 5);
    struct record record = {.at = 7, .marked_by = NO_ID};
    CU_ASSERT_TRUE(walk(&graph, &record));
    CU_ASSERT_EQUAL_FATAL(record.count, 1);
    CU_ASSERT_EQUAL(record.values[0], -1);
}

TEST(what_is_not_constant_is_not_known)
{
    /* rc = a parameter, in place of the 0 */
    uint32_t elements[] = {1, 4, 7};
    struct graph_block block = {0, 3, 0, 0, NO_ID, NO_ID, NO_ID, false};
    struct function_graph graph = graph_of(&block, 1, elements, 3, NULL, 0);
    struct record record = {.at = 7, .marked_by = NO_ID};
    nodes[6].kind = NODE_PARAM;
    CU_ASSERT_TRUE(walk(&graph, &record));
    nodes[6].kind = NODE_INT_LITERAL;
    CU_ASSERT_EQUAL(record.count, 0);
    CU_ASSERT_EQUAL(record.unknown, 1);
}

TEST(a_function_without_a_flow_graph_is_not_walked)
{
    struct function_graph none = {0};
    struct record record = {0};
    CU_ASSERT_FALSE(walk(&none, &record));
}

UNIT_TESTS("check/paths", CASE(two_constants_are_two_paths), CASE(a_path_does_not_take_an_edge_against_its_constant),
           CASE(what_is_not_constant_is_not_known), CASE(a_function_without_a_flow_graph_is_not_walked))
