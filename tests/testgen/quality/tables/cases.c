/* Every test passes in every order; two of them find nothing. */
#include "cases.h"

#include <CUnit/CUnit.h>

#include "stack.h"

static struct stack stack;

int set_up_stack(void)
{
    stack = (struct stack){.values = {3}, .depth = 1};
    return 0;
}

int tear_down_stack(void)
{
    return 0;
}

void push_fills(void)
{
    struct stack own = {0};
    CU_ASSERT_EQUAL(stack_push(&own, 8), 0);
    CU_ASSERT_EQUAL(own.values[0], 8);
    CU_ASSERT_EQUAL(own.depth, 1);
}

void push_stops_at_the_room(void)
{
    struct stack own = {.depth = STACK_ROOM};
    CU_ASSERT_EQUAL(stack_push(&own, 8), -1);
    CU_ASSERT_EQUAL(own.depth, STACK_ROOM);
}

void pop_gives_back(void)
{
    struct stack own = stack;
    int value = 0;
    CU_ASSERT_EQUAL_FATAL(stack_pop(&own, &value), 0);
    CU_ASSERT_EQUAL(value, 3);
    CU_ASSERT_EQUAL(own.depth, 0);
}

void pop_stops_at_the_end(void)
{
    struct stack own = {0};
    int value = 1;
    CU_ASSERT_EQUAL(stack_pop(&own, &value), -1);
    CU_ASSERT_EQUAL(value, 1);
}

void state_is_told(void)
{
    struct stack own = {0};
    CU_ASSERT_STRING_EQUAL(stack_state(&own), "empty");
    CU_ASSERT_STRING_EQUAL(stack_state(&stack), "filled");
}

void looks_at_itself(void) /* expect: adds-nothing */
{
    int sum = 1 + 1;
    CU_ASSERT_EQUAL(sum, 2);
}

void takes_what_others_take(void) /* expect: adds-nothing */
{
    struct stack own = {0};
    stack_push(&own, 1);
    CU_ASSERT_PTR_NOT_NULL(&own);
}
