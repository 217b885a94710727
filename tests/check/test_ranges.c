#include "ranges.h"

#include <stdlib.h>

#include "cet/core/memory.h"
#include "unit_test.h"

enum { TYPE_ID_INT, TYPE_ID_SIZE, TYPE_ID_VOID, TYPE_COUNT };

/* A function of one parameter, `int n`, whose blocks lead as the test says. */
struct program {
    struct facts facts;
    struct fact_type types[TYPE_COUNT];
    struct fact_function function;
    struct fact_param param;
    struct graph_node nodes[32];
    uint32_t children[32];
    struct graph_block blocks[6];
    uint32_t elements[16];
    uint32_t successors[12];
};

static void start(struct program *p)
{
    *p = (struct program){
        .types = {{.kind = TYPE_INT, .flags = TYPE_FLAG_SIGNED, .size_bytes = 4, .spelling = "int"},
                  {.kind = TYPE_INT, .size_bytes = 8, .spelling = "size_t"},
                  {.kind = TYPE_VOID, .spelling = "void"}},
        .param = {.name = "n", .type = TYPE_ID_INT},
        .function = {.name = "f", .is_defined = true, .param_count = 1},
    };
    struct function_graph *graph = &p->function.graph;
    p->function.params = &p->param;
    graph->nodes = p->nodes;
    graph->children = p->children;
    graph->blocks = p->blocks;
    graph->elements = p->elements;
    graph->successors = p->successors;
    p->facts.types = p->types;
    p->facts.type_count = TYPE_COUNT;
    p->facts.functions = &p->function;
    p->facts.function_count = 1;
    p->nodes[graph->node_count++] =
        (struct graph_node){.kind = NODE_COMPOUND, .type = NO_ID, .parent = NO_ID, .macro = NO_ID};
}

/* Nodes are added in pre-order; their children are set when they are there. */
static uint32_t add(struct program *p, enum node_kind kind, enum operator_token op, uint32_t type, uint32_t parent)
{
    struct function_graph *graph = &p->function.graph;
    uint32_t node = graph->node_count++;
    p->nodes[node] =
        (struct graph_node){.kind = kind, .op = op, .type = type, .parent = parent, .macro = NO_ID, .symbol = 0};
    for (uint32_t up = node; up != NO_ID; up = p->nodes[up].parent)
        p->nodes[up].subtree_end = node + 1;
    return node;
}

static void give(struct program *p, uint32_t node, uint32_t first, uint32_t second)
{
    struct function_graph *graph = &p->function.graph;
    graph->nodes[node].first_child = graph->child_count;
    graph->nodes[node].child_count = second == NO_ID ? 1 : 2;
    p->children[graph->child_count++] = first;
    if (second != NO_ID)
        p->children[graph->child_count++] = second;
}

static uint32_t add_load(struct program *p, uint32_t parent)
{
    uint32_t load = add(p, NODE_CAST, OP_LOAD, TYPE_ID_INT, parent);
    p->nodes[load].flags = NODE_FLAG_IMPLICIT;
    uint32_t param = add(p, NODE_PARAM, OP_NONE, TYPE_ID_INT, load);
    p->nodes[param].flags = NODE_FLAG_LVALUE;
    give(p, load, param, NO_ID);
    return load;
}

static uint32_t add_constant(struct program *p, int64_t value, uint32_t parent)
{
    uint32_t node = add(p, NODE_INT_LITERAL, OP_NONE, TYPE_ID_INT, parent);
    p->nodes[node].value = value;
    p->nodes[node].flags = NODE_FLAG_HAS_VALUE;
    return node;
}

/* n op value */
static uint32_t add_test(struct program *p, enum operator_token op, int64_t value, uint32_t parent)
{
    uint32_t test = add(p, NODE_BINARY, op, TYPE_ID_INT, parent);
    uint32_t load = add_load(p, test), constant = add_constant(p, value, test);
    give(p, test, load, constant);
    return test;
}

/* (size_t)n: the operand's range is asked for. */
static uint32_t add_use(struct program *p)
{
    uint32_t cast = add(p, NODE_CAST, OP_CONVERT_INT, TYPE_ID_SIZE, 0);
    uint32_t load = add_load(p, cast);
    give(p, cast, load, NO_ID);
    return cast;
}

static void add_block(struct program *p, uint32_t element, uint32_t next, uint32_t other, uint32_t condition,
                      uint32_t terminator)
{
    struct function_graph *graph = &p->function.graph;
    struct graph_block *block = &p->blocks[graph->block_count++];
    *block = (struct graph_block){.first_element = graph->element_count,
                                  .element_count = element != NO_ID,
                                  .first_successor = graph->successor_count,
                                  .successor_count = (next != NO_ID) + (other != NO_ID),
                                  .terminator = terminator,
                                  .condition = condition,
                                  .label = NO_ID};
    if (element != NO_ID)
        p->elements[graph->element_count++] = element;
    if (next != NO_ID)
        p->successors[graph->successor_count++] = next;
    if (other != NO_ID)
        p->successors[graph->successor_count++] = other;
}

static bool ask(struct program *p, uint32_t node, struct range *ret_range)
{
    SCOPED(arena_release) struct arena arena = {0};
    struct ranges_cache *cache = NULL;
    struct check_pass pass = {.facts = &p->facts, .arena = &arena, .ranges = &cache};
    p->function.graph.exit_block = p->function.graph.block_count - 1;
    bool is_found = range_at(ranges_of(&pass, &p->function), node, ret_range);
    ranges_cache_free(cache);
    return is_found;
}

/* if (n < 0) ; use(n): as leaving says, behind the test or on its false edge only. */
static bool run_test(enum operator_token op, int64_t value, bool leaves_when_true, struct range *ret_range)
{
    struct program p;
    start(&p);
    uint32_t statement = add(&p, NODE_IF, OP_NONE, NO_ID, 0);
    uint32_t test = add_test(&p, op, value, statement);
    give(&p, statement, test, NO_ID);
    uint32_t use = add_use(&p);
    add_block(&p, test, leaves_when_true ? 3 : 1, 2, test, statement);
    add_block(&p, NO_ID, 2, NO_ID, NO_ID, NO_ID);
    add_block(&p, use, 3, NO_ID, NO_ID, NO_ID);
    add_block(&p, NO_ID, NO_ID, NO_ID, NO_ID, NO_ID);
    return ask(&p, graph_child(&p.function.graph, use, 0), ret_range);
}

TEST(a_parameter_has_its_type_and_no_evidence)
{
    struct program p;
    struct range range;
    start(&p);
    uint32_t use = add_use(&p);
    add_block(&p, use, 1, NO_ID, NO_ID, NO_ID);
    add_block(&p, NO_ID, NO_ID, NO_ID, NO_ID, NO_ID);
    CU_ASSERT_TRUE_FATAL(ask(&p, graph_child(&p.function.graph, use, 0), &range));
    CU_ASSERT_EQUAL(range.low, INT32_MIN);
    CU_ASSERT_EQUAL(range.high, INT32_MAX);
    CU_ASSERT_FALSE(range_is_shown(&range));
    CU_ASSERT_TRUE(range.flags & RANGE_FROM_PARAM);
}

TEST(a_test_that_goes_on_is_evidence)
{
    struct range range;
    CU_ASSERT_TRUE_FATAL(run_test(OP_LT, 0, false, &range));
    CU_ASSERT_EQUAL(range.low, INT32_MIN);
    CU_ASSERT_EQUAL(range.shown_low, -1);
}

TEST(a_test_that_leaves_narrows)
{
    struct range range;
    CU_ASSERT_TRUE_FATAL(run_test(OP_LT, 0, true, &range));
    CU_ASSERT_EQUAL(range.low, 0);
    CU_ASSERT_TRUE(range_shows(&range, 0));
    CU_ASSERT_TRUE_FATAL(run_test(OP_GT, 10, true, &range));
    CU_ASSERT_EQUAL(range.high, 10);
    CU_ASSERT_TRUE(range_shows(&range, 10));
    CU_ASSERT_TRUE(range.flags & RANGE_BOUNDED_ABOVE);
}

TEST(what_no_path_reaches_is_not_found)
{
    struct program p;
    struct range range;
    start(&p);
    uint32_t use = add_use(&p);
    add_block(&p, NO_ID, 2, NO_ID, NO_ID, NO_ID);
    add_block(&p, use, 2, NO_ID, NO_ID, NO_ID);
    add_block(&p, NO_ID, NO_ID, NO_ID, NO_ID, NO_ID);
    CU_ASSERT_FALSE(ask(&p, graph_child(&p.function.graph, use, 0), &range));
}

TEST(an_assignment_counts_and_a_loop_settles)
{
    /* n = 0; while (n < 10) { use(n); n++; } */
    struct program p;
    struct range range;
    start(&p);
    uint32_t assign = add(&p, NODE_ASSIGN, OP_NONE, TYPE_ID_INT, 0);
    uint32_t target = add(&p, NODE_PARAM, OP_NONE, TYPE_ID_INT, assign), zero = add_constant(&p, 0, assign);
    give(&p, assign, target, zero);
    uint32_t loop = add(&p, NODE_WHILE, OP_NONE, NO_ID, 0);
    uint32_t test = add_test(&p, OP_LT, 10, loop);
    give(&p, loop, test, NO_ID);
    uint32_t use = add_use(&p);
    uint32_t step = add(&p, NODE_UNARY, OP_POST_INC, TYPE_ID_INT, 0);
    uint32_t stepped = add(&p, NODE_PARAM, OP_NONE, TYPE_ID_INT, step);
    give(&p, step, stepped, NO_ID);
    add_block(&p, assign, 1, NO_ID, NO_ID, NO_ID);
    add_block(&p, test, 2, 4, test, loop);
    add_block(&p, use, 3, NO_ID, NO_ID, NO_ID);
    add_block(&p, step, 1, NO_ID, NO_ID, NO_ID);
    add_block(&p, NO_ID, NO_ID, NO_ID, NO_ID, NO_ID);
    CU_ASSERT_TRUE_FATAL(ask(&p, graph_child(&p.function.graph, use, 0), &range));
    CU_ASSERT_EQUAL(range.low, 0);
    CU_ASSERT_EQUAL(range.high, 9);
    CU_ASSERT_EQUAL(range.shown_low, 0);
    CU_ASSERT_EQUAL(range.shown_high, 9);
}

TEST(a_function_without_a_flow_graph_has_no_ranges)
{
    struct program p;
    struct range range;
    start(&p);
    uint32_t use = add_use(&p);
    CU_ASSERT_FALSE(ask(&p, use, &range));
    CU_ASSERT_FALSE(range_at(NULL, 0, &range));
}

UNIT_TESTS("check/ranges", CASE(a_parameter_has_its_type_and_no_evidence), CASE(a_test_that_goes_on_is_evidence),
           CASE(a_test_that_leaves_narrows), CASE(what_no_path_reaches_is_not_found),
           CASE(an_assignment_counts_and_a_loop_settles), CASE(a_function_without_a_flow_graph_has_no_ranges))
