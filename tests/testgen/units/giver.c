/* What gives back is reached through another function too: a call of it that notices nothing would add nothing. */
#include <stdlib.h>

static struct {
    void *(*take)(size_t size);
    void (*give)(void *block);
} hooks = {malloc, free};

void *giver_take(size_t size)
{
    return hooks.take(size);
}

void giver_give(void *block)
{
    hooks.give(block);
}

int giver_try(size_t size)
{
    void *block = giver_take(size);
    if (!block)
        return -1;
    giver_give(block);
    return 0;
}
