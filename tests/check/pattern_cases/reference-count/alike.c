#include <stdlib.h>

struct stack {
    int count;
    int *items;
};

/* Counts elements, not holders. */
void stack_push(struct stack *stack, int item)
{
    stack->items[stack->count++] = item;
}

int stack_pop(struct stack *stack)
{
    return stack->count ? stack->items[--stack->count] : 0;
}

/* Counts down and gives something else back. */
struct budget {
    int left;
    char *note;
};

void budget_add(struct budget *budget)
{
    budget->left++;
}

void budget_use(struct budget *budget)
{
    if (--budget->left == 0) {
        free(budget->note);
        budget->note = NULL;
    }
}

/* Nobody counts up. */
struct fuse {
    int steps;
};

void fuse_burn(struct fuse *fuse)
{
    if (--fuse->steps == 0)
        free(fuse);
}
