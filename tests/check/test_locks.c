#include "locks.h"
#include "model/written_graph.h"
#include "unit_test.h"

static struct facts facts;
static struct locks locks;

/* A function "f" whose blocks are those given; elements are its calls and assignments, in the order of the text. */
static uint32_t write_function(const char *body, struct graph_block *blocks, uint32_t block_count, uint32_t *successors,
                               uint32_t successor_count)
{
    static uint32_t elements[16];
    static struct fact_param lock_param = {.name = "lock", .type = 6}; /* void * */
    facts_release(&facts);
    written_facts(&facts);
    for (uint32_t i = 3; i < 5; i++) { /* m_lock, m_unlock */
        facts.functions[i].params = &lock_param;
        facts.functions[i].param_count = 1;
    }
    struct fact_function *function = written_function(&facts, "f", body);
    struct function_graph *graph = &function->graph;
    graph->element_count = 0;
    for (uint32_t i = 0; i < graph->node_count && graph->element_count < 16; i++)
        if (graph->nodes[i].kind == NODE_CALL || graph->nodes[i].kind == NODE_ASSIGN)
            elements[graph->element_count++] = i;
    graph->blocks = blocks;
    graph->block_count = block_count;
    graph->exit_block = block_count - 1;
    graph->elements = elements;
    graph->successors = successors;
    graph->successor_count = successor_count;
    facts_index(&facts);
    locks_find(&locks, &facts);
    return (uint32_t)(function - facts.functions);
}

static void forget(void)
{
    locks_release(&locks);
    facts_release(&facts);
}

/* lock(shared); if (a) unlock(shared); shared = 1: held at the condition, not behind the join. */
TEST(a_lock_is_held_only_when_all_ways_hold_it)
{
    struct graph_block blocks[] = {
        {.first_element = 0, .element_count = 2, .successor_count = 2, .terminator = NO_ID, .condition = NO_ID},
        {.first_element = 2, .element_count = 1, .first_successor = 2, .successor_count = 1, .condition = NO_ID},
        {.first_element = 3, .element_count = 1, .condition = NO_ID}};
    uint32_t successors[] = {1, 2, 2};
    uint32_t f = write_function("(COMPOUND (CALL#3 (FUNCTION#3) (GLOBAL:p#0)) (IF (CALL#1 (FUNCTION#1) p0) "
                                "(CALL#4 (FUNCTION#4) (GLOBAL:p#0))) (ASSIGN:i (GLOBAL:i#0) 1))",
                                blocks, 3, successors, 3);
    const struct lock_function *function = locks_of(&locks, f);
    CU_ASSERT_PTR_NOT_NULL_FATAL(function);
    CU_ASSERT_TRUE_FATAL(function->is_solved);
    CU_ASSERT_EQUAL_FATAL(function->lock_count, 1);
    CU_ASSERT_STRING_EQUAL(function->locks[0].shown, "shared");
    const uint32_t *elements = facts.functions[f].graph.elements;
    CU_ASSERT_EQUAL(lock_function_held(function, elements[0]), 0);
    CU_ASSERT_EQUAL(lock_function_held(function, elements[1]), 1);
    CU_ASSERT_EQUAL(lock_function_held(function, elements[2]), 1);
    CU_ASSERT_EQUAL(lock_function_held(function, elements[3]), 0);
    CU_ASSERT_EQUAL(function->unsure[elements[3]], 1);
    forget();
}

TEST(what_a_function_leaves_behind_is_told)
{
    uint32_t successor = 1;
    struct graph_block blocks[] = {{.element_count = 1, .successor_count = 1, .terminator = NO_ID, .condition = NO_ID},
                                   {.terminator = NO_ID, .condition = NO_ID}};
    uint32_t f = write_function("(COMPOUND (CALL#3 (FUNCTION#3) (GLOBAL:p#0)))", blocks, 2, &successor, 1);
    CU_ASSERT_EQUAL_FATAL(locks.effects[f].count, 1);
    CU_ASSERT_EQUAL(locks.effects[f].items[0].change, CHANGE_TAKES);
    locks_release(&locks);
    f = write_function("(COMPOUND (CALL#4 (FUNCTION#4) p0))", blocks, 2, &successor, 1);
    CU_ASSERT_EQUAL_FATAL(locks.effects[f].count, 1);
    CU_ASSERT_EQUAL(locks.effects[f].items[0].change, CHANGE_GIVES);
    CU_ASSERT_EQUAL(locks.effects[f].items[0].param, 0);
    forget();
}

TEST(a_lock_taken_twice_is_an_event)
{
    uint32_t successor = 1;
    struct graph_block blocks[] = {{.element_count = 2, .successor_count = 1, .terminator = NO_ID, .condition = NO_ID},
                                   {.terminator = NO_ID, .condition = NO_ID}};
    uint32_t f = write_function("(COMPOUND (CALL#3 (FUNCTION#3) (GLOBAL:p#0)) (CALL#3 (FUNCTION#3) (GLOBAL:p#0)))",
                                blocks, 2, &successor, 1);
    const struct lock_function *function = locks_of(&locks, f);
    CU_ASSERT_PTR_NOT_NULL_FATAL(function);
    CU_ASSERT_EQUAL_FATAL(function->event_count, 1);
    CU_ASSERT_EQUAL(function->events[0].kind, LOCK_TAKEN_TWICE);
    CU_ASSERT_EQUAL(function->events[0].since, facts.functions[f].graph.elements[0]);
    forget();
}

TEST(names_come_in_pairs)
{
    facts_release(&facts);
    written_facts(&facts);
    facts_index(&facts);
    struct lock_call take = lock_call_of(&facts, &facts.functions[3]), give = lock_call_of(&facts, &facts.functions[4]);
    CU_ASSERT_EQUAL(take.action, LOCK_TAKE);
    CU_ASSERT_EQUAL(give.action, LOCK_GIVE);
    CU_ASSERT_EQUAL(lock_call_of(&facts, &facts.functions[1]).action, LOCK_NONE);
    CU_ASSERT_TRUE(name_speaks_of_taking("queue_lock"));
    CU_ASSERT_FALSE(name_speaks_of_taking("queue_unlock"));
    CU_ASSERT_FALSE(name_speaks_of_taking("read_block"));
    CU_ASSERT_TRUE(name_speaks_of_giving("queue_end"));
    CU_ASSERT_FALSE(name_speaks_of_giving("backend_send"));
    facts_release(&facts);
}

UNIT_TESTS("check/locks", CASE(a_lock_is_held_only_when_all_ways_hold_it), CASE(what_a_function_leaves_behind_is_told),
           CASE(a_lock_taken_twice_is_an_event), CASE(names_come_in_pairs))
