#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
};

struct node *head, *tail; /* expect: cet-mutable-globals */
_Thread_local int last_error;
static unsigned char key[32];
static int low = 1, high = 100;
static size_t used, capacity;
static struct node pool[8];

static void clear(void *p, size_t n)
{
    memset(p, 0, n);
}

static void bounds(int *a, int *b)
{
    *a = *b = 0;
}

void reset(void)
{
    clear(key, sizeof key);
    bounds(&low, &high);
    head = tail = &pool[0];
    used = capacity = 0;
    last_error = 0;
}
