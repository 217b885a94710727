#include "stack.h"

int stack_push(struct stack *stack, int value)
{
    if (stack->depth == STACK_ROOM)
        return -1;
    stack->values[stack->depth++] = value;
    return 0;
}

int stack_pop(struct stack *stack, int *value)
{
    if (stack->depth == 0)
        return -1;
    *value = stack->values[--stack->depth];
    return 0;
}

const char *stack_state(const struct stack *stack)
{
    return stack->depth == 0 ? "empty" : "filled";
}
