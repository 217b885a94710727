/* A suite with planted faults: what `cet testqual` must say of a test stands behind its name. */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <string.h>

#include "stack.h"

static struct stack shared;

static void check_depth(const struct stack *stack, int depth)
{
    CU_ASSERT_EQUAL(stack->depth, depth);
}

static void push_grows(void)
{
    struct stack stack = {0};
    CU_ASSERT_EQUAL_FATAL(stack_push(&stack, 7), 0);
    check_depth(&stack, 1);
}

static void leaves_a_value(void)
{
    CU_ASSERT_EQUAL(stack_push(&shared, 5), 0);
}

static void needs_that_value(void) /* expect: order-dependent */
{
    CU_ASSERT(shared.depth > 0);
}

static void passes_every_second_time(void) /* expect: flaky */
{
    int count = 0;
    FILE *file = fopen("count", "r");
    if (file) {
        if (fscanf(file, "%d", &count) != 1)
            count = 0;
        fclose(file);
    }
    file = fopen("count", "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fprintf(file, "%d\n", count + 1);
    fclose(file);
    CU_ASSERT_TRUE(count % 2 == 0);
}

static void asserts_nothing(void) /* expect: no-assertion */
{
    struct stack stack = {0};
    stack_push(&stack, 1);
}

static void asserts_where_it_does_not_come(void) /* expect: no-assertion */
{
    struct stack stack = {0};
    if (stack_push(&stack, 1) != 0)
        CU_ASSERT_STRING_EQUAL(stack_state(&stack), "filled");
}

static void only_passes(void) /* expect: no-assertion */
{
    struct stack stack = {0};
    stack_push(&stack, 1);
    CU_PASS("pushed");
}

static void is_empty_at_first(void)
{
    struct stack stack = {0};
    CU_ASSERT_STRING_EQUAL(stack_state(&stack), "empty");
}

static void is_empty_again(void) /* expect: duplicate */
{
    struct stack stack = {0}; /* another comment, other blanks */
    CU_ASSERT_STRING_EQUAL(stack_state(&stack), "empty");
}

static void is_filled(void)
{
    struct stack stack = {0};
    stack_push(&stack, 1);
    CU_ASSERT(strcmp(stack_state(&stack), "filled") == 0);
}

static void is_filled_with_two(void)
{
    struct stack stack = {0};
    stack_push(&stack, 2);
    CU_ASSERT(strcmp(stack_state(&stack), "filled") == 0);
}

static void expects_too_much(void) /* expect: fails */
{
    struct stack stack = {0};
    int value = 0;
    CU_ASSERT_EQUAL(stack_pop(&stack, &value), 0);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite growing = CU_add_suite("growing", NULL, NULL);
    CU_pSuite states = CU_add_suite("states", NULL, NULL);
    CU_ADD_TEST(growing, push_grows);
    CU_ADD_TEST(growing, leaves_a_value);
    CU_ADD_TEST(growing, needs_that_value);
    CU_ADD_TEST(growing, passes_every_second_time);
    CU_ADD_TEST(growing, asserts_nothing);
    CU_add_test(growing, "asserts where it does not come", asserts_where_it_does_not_come);
    CU_add_test(growing, "only passes", only_passes);
    CU_add_test(states, "is empty at first", is_empty_at_first);
    CU_add_test(states, "is empty again", is_empty_again);
    CU_ADD_TEST(states, is_filled);
    CU_ADD_TEST(states, is_filled_with_two);
    CU_ADD_TEST(states, expects_too_much);
    CU_basic_set_mode(CU_BRM_SILENT);
    CU_basic_run_tests();
    unsigned failed = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed != 0;
}
