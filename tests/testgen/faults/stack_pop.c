/* fault: stack_pop, out-of-bounds
 * Popping an empty stack takes what lies before its first item. */
#include <stdbool.h>
#include <stddef.h>

#define STACK_MAX 16

struct stack {
    long items[STACK_MAX];
    size_t depth;
};

void stack_init(struct stack *stack)
{
    stack->depth = 0;
}

bool stack_push(struct stack *stack, long item)
{
    if (stack->depth == STACK_MAX)
        return false;
    stack->items[stack->depth++] = item;
    return true;
}

/* False when there is nothing on the stack; *item is then as it was. */
bool stack_pop(struct stack *stack, long *item)
{
#ifdef REPAIRED
    if (stack->depth == 0)
        return false;
#else
    if (stack->depth > STACK_MAX)
        return false;
#endif
    *item = stack->items[--stack->depth];
    return true;
}
