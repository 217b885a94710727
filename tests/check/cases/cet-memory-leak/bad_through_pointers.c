#include <stddef.h>

struct hooks {
    void *(*allocate)(size_t size);
    void (*deallocate)(void *block);
};
struct list {
    struct list *child;
    char *name;
};
extern void *(*get_malloc)(size_t size);
extern void (*get_free)(void *block);
int fails(void);

int is_left_by_a_hook(const struct hooks *hooks, size_t size)
{
    char *block = hooks->allocate(size);
    if (!block)
        return -1;
    if (fails())
        return -1; /* expect: cet-memory-leak */
    hooks->deallocate(block);
    return 0;
}

/* What another variable leads to as well is lost when that one ends. */
int owner_goes_first(size_t size)
{
    struct list *entry = get_malloc(sizeof *entry);
    if (!entry)
        return -1;
    char *name = get_malloc(size);
    entry->name = name;
    if (!entry->name || fails()) {
        get_free(entry);
        return -1; /* expect: cet-memory-leak */
    }
    get_free(entry->name);
    get_free(entry);
    return 0;
}

/* What a function of its own kind hands out. */
static char *find(struct list *list, size_t size)
{
    if (!list->child)
        return get_malloc(size);
    char *found = find(list->child, size);
    if (found) {
        char *longer = get_malloc(size * 2);
        return longer; /* expect: cet-memory-leak */
    }
    return NULL;
}

char *find_it(struct list *list)
{
    return find(list, 10);
}
