#ifndef STACK_H
#define STACK_H

#define STACK_ROOM 4

struct stack {
    int values[STACK_ROOM];
    int depth;
};

int stack_push(struct stack *stack, int value); /* 0, or -1 when it is full */
int stack_pop(struct stack *stack, int *value); /* 0, or -1 when it is empty */
const char *stack_state(const struct stack *stack);

#endif
