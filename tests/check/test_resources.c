#include <string.h>

#include "cet/core/memory.h"
#include "resource_functions.h"
#include "resource_state.h"
#include "resources.h"
#include "unit_test.h"

/* The names in the order of the table. */
static const char *const names[] = {
#define RESOURCE_FUNCTION(name, acquires, into, count, fails, releases, keeps, gives_back) #name,
#include "resource_functions.def"
#undef RESOURCE_FUNCTION
};

TEST(every_name_is_found)
{
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        const struct resource_function *found = resource_function_find(&(struct fact_function){.name = names[i]});
        CU_ASSERT_PTR_NOT_NULL_FATAL(found);
        CU_ASSERT_STRING_EQUAL(found->name, names[i]);
    }
    CU_ASSERT_PTR_NULL(resource_function_find(&(struct fact_function){.name = "malloc", .is_defined = true}));
    CU_ASSERT_PTR_NULL(resource_function_find(NULL));
}

static struct known_test test_of(uint32_t term, enum operator_token op, int64_t constant)
{
    return (struct known_test){term, {op, constant}};
}

TEST(what_is_known_excludes_the_opposite)
{
    struct knowledge path = {0};
    struct known_test is_minus_one = test_of(1, OP_EQ, -1), is_negative = test_of(1, OP_LT, 0);
    struct known_test is_zero = test_of(1, OP_EQ, 0), other_is_zero = test_of(2, OP_EQ, 0);
    CU_ASSERT_TRUE(knowledge_allows(&path, &is_zero));
    knowledge_add(&path, &is_minus_one);
    CU_ASSERT_FALSE(knowledge_allows(&path, &is_zero));
    CU_ASSERT_TRUE(knowledge_allows(&path, &is_negative));
    CU_ASSERT_TRUE(knowledge_allows(&path, &other_is_zero));
    knowledge_add(&path, &is_negative); /* says less */
    CU_ASSERT_EQUAL(path.count, 1);
}

TEST(two_error_codes_leave_an_error)
{
    struct knowledge one = {0}, two = {0};
    struct known_test first = test_of(1, OP_EQ, -1), second = test_of(1, OP_EQ, -2), is_zero = test_of(1, OP_EQ, 0);
    knowledge_add(&one, &first);
    knowledge_add(&two, &second);
    CU_ASSERT_TRUE(knowledge_weaken(&one, &two));
    CU_ASSERT_TRUE(knowledge_allows(&one, &second));
    CU_ASSERT_FALSE(knowledge_allows(&one, &is_zero));
    CU_ASSERT_FALSE(knowledge_weaken(&one, &two));
}

TEST(stories_of_two_paths_stay_apart)
{
    struct resource_state into = {0}, from = {0};
    struct story story = {.origin = 3, .told_by = NO_TERM, .moved_by = NO_ID, .released_by = NO_ID};
    story_add_place(&story, 7);
    story_add_place(&story, 5);
    CU_ASSERT_EQUAL(story.places[0], 5);
    CU_ASSERT_PTR_NOT_NULL(resource_state_add(&into, &story));
    story.is_released = true;
    CU_ASSERT_PTR_NOT_NULL(resource_state_add(&from, &story));
    CU_ASSERT_TRUE(resource_state_join(&into, &from));
    CU_ASSERT_EQUAL(into.count, 2);
    CU_ASSERT_FALSE(resource_state_join(&into, &from));
    CU_ASSERT_FALSE(resource_state_join(&into, &(struct resource_state){.is_dead = true}));
}

TEST(a_story_without_room_for_its_place_has_escaped)
{
    struct story story = {0};
    for (uint32_t place = 1; place <= STORY_MAX_PLACES; place++)
        story_add_place(&story, place);
    CU_ASSERT_FALSE(story.is_escaped);
    story_add_place(&story, 99);
    CU_ASSERT_TRUE(story.is_escaped);
    CU_ASSERT_FALSE(story_is_at(&story, 99));
}

/* void f(void) { char *p = malloc(...); p[0]; RELEASE(p); } where node 9 is the last call. */
static struct graph_node nodes[] = {
    {.kind = NODE_COMPOUND, .parent = NO_ID, .first_child = 0, .child_count = 3, .type = NO_ID},
    {.kind = NODE_DECLARE, .parent = 0, .first_child = 3, .child_count = 1, .symbol = 0, .type = NO_ID},
    {.kind = NODE_CALL, .parent = 1, .first_child = 4, .child_count = 1, .symbol = 1, .type = 1},
    {.kind = NODE_FUNCTION, .parent = 2, .symbol = 1, .type = NO_ID},
    {.kind = NODE_SUBSCRIPT, .parent = 0, .first_child = 5, .child_count = 2, .type = 0},
    {.kind = NODE_CAST, .op = OP_LOAD, .parent = 4, .first_child = 7, .child_count = 1, .type = 1},
    {.kind = NODE_LOCAL, .parent = 5, .symbol = 0, .type = 1},
    {.kind = NODE_INT_LITERAL, .parent = 4, .flags = NODE_FLAG_HAS_VALUE, .type = 0},
    {.kind = NODE_CALL, .parent = 0, .first_child = 8, .child_count = 2, .symbol = 2, .type = NO_ID},
    {.kind = NODE_FUNCTION, .parent = 8, .symbol = 2, .type = NO_ID},
    {.kind = NODE_CAST, .op = OP_LOAD, .parent = 8, .first_child = 10, .child_count = 1, .type = 1},
    {.kind = NODE_LOCAL, .parent = 10, .symbol = 0, .type = 1},
};
static uint32_t children[] = {1, 4, 8, 2, 3, 5, 7, 6, 9, 10, 11};
static uint32_t elements[] = {2, 1, 5, 4, 10, 8};
static uint32_t successors[] = {1};
static struct graph_block blocks[] = {{0, 6, 0, 1, NO_ID, NO_ID, NO_ID, false},
                                      {0, 0, 0, 0, NO_ID, NO_ID, NO_ID, false}};
static struct graph_local local = {.name = "p", .type = 1};
static struct fact_type types[] = {{.kind = TYPE_INT, .target = NO_ID}, {.kind = TYPE_POINTER, .target = 0}};

/* The kinds of the events that f brings when its last call is one of `release`. */
static unsigned events_with(const char *release)
{
    struct fact_function functions[] = {
        {.id = "f",
         .name = "f",
         .is_defined = true,
         .graph = {.nodes = nodes,
                   .node_count = ARRAY_LENGTH(nodes),
                   .children = children,
                   .child_count = ARRAY_LENGTH(children),
                   .locals = &local,
                   .local_count = 1,
                   .blocks = blocks,
                   .block_count = 2,
                   .exit_block = 1,
                   .elements = elements,
                   .element_count = ARRAY_LENGTH(elements),
                   .successors = successors,
                   .successor_count = 1}},
        {.id = "malloc", .name = "malloc", .is_system = true},
        {.id = release, .name = release},
    };
    struct facts facts = {.functions = functions, .function_count = 3, .types = types, .type_count = 2};
    SCOPED(arena_release) struct arena arena = {0};
    struct resources *resources = NULL;
    struct check_pass pass = {.facts = &facts, .arena = &arena, .resources = &resources};
    uint32_t count;
    unsigned kinds = 0;
    const struct resource_event *events = resources_events(&pass, &count);
    for (uint32_t i = 0; i < count; i++) {
        kinds |= 1u << events[i].kind;
        CU_ASSERT_STRING_EQUAL(events[i].name, "p");
        CU_ASSERT_STRING_EQUAL(events[i].by, "malloc");
    }
    resources_free(resources);
    return kinds;
}

TEST(what_is_freed_is_not_lost)
{
    CU_ASSERT_EQUAL(events_with("free"), 1u << RESOURCE_MAYBE_NULL);
}

TEST(what_is_only_looked_at_is_lost)
{
    CU_ASSERT_EQUAL(events_with("strlen"), 1u << RESOURCE_MAYBE_NULL | 1u << RESOURCE_LOST);
}

TEST(what_nobody_knows_may_keep_it)
{
    CU_ASSERT_EQUAL(events_with("hand_over"), 1u << RESOURCE_MAYBE_NULL);
}

UNIT_TESTS("check/resources", CASE(every_name_is_found), CASE(what_is_known_excludes_the_opposite),
           CASE(two_error_codes_leave_an_error), CASE(stories_of_two_paths_stay_apart),
           CASE(a_story_without_room_for_its_place_has_escaped), CASE(what_is_freed_is_not_lost),
           CASE(what_is_only_looked_at_is_lost), CASE(what_nobody_knows_may_keep_it))
