#include <stddef.h>

struct item { /* pattern: linked-list */
    struct item *next;
    int value;
};

int item_sum(const struct item *item)
{
    int sum = 0;
    while (item) {
        sum += item->value;
        item = item->next;
    }
    return sum;
}

typedef struct page { /* pattern: linked-list */
    int used;
    struct page *before;
} page;

int page_count(page *last)
{
    int count = 0;
    for (page *p = last; p; p = p->before)
        count++;
    return count;
}

struct scope { /* pattern: linked-list */
    const struct scope *outer;
    int depth;
};

const struct scope *scope_outermost(const struct scope *scope)
{
    while (scope->outer)
        scope = scope->outer;
    return scope;
}
