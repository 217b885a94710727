#include <stdio.h>
#include <stdlib.h>

static int *items;

static void give_up(const char *text)
{
    fprintf(stderr, "%s\n", text);
    exit(1);
}

/* Nothing is lost where the program ends, by a function that does not say that it never returns. */
void grow(size_t count)
{
    items = realloc(items, count * sizeof *items);
    if (items == NULL) {
        give_up("no memory");
    }
}
