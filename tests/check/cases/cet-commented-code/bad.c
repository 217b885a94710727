#include <stdio.h>
#include <stdlib.h>

struct list {
    int *items;
    int count;
};

int sum(const struct list *list)
{
    int total = 0;
    /* printf("%d items\n", list->count); */ /* expect: cet-commented-code */
    for (int i = 0; i < list->count; i++) {
        // if (list->items[i] < 0) /* expect: cet-commented-code */
        //     continue;
        total += list->items[i];
    }
    // total *= 2; /* expect: cet-commented-code */
    return total;
}

/* int old_sum(const struct list *list) /* expect: cet-commented-code
{
    int total = 0;
    for (int i = 0; i < list->count; i++)
        total += list->items[i];
    return total;
}
*/

/* list->count = 0;     /* expect: cet-commented-code
 * free(list->items);
 */

void clear(struct list *list)
{
    free(list->items);
    list->items = NULL;
    // old way: /* expect: cet-commented-code */
    // for (int i = 0; i < list->count; i++)
    //     list->items[i] = 0;
    // memset(list, 0, sizeof *list);
    list->count = 0;
    /*return list->count;*/ /* expect: cet-commented-code */
}

// #ifdef OLD_COMPILER /* expect: cet-commented-code */
// #include "compat.h"
// static int fallback = 1;
// #endif

int last(const struct list *list)
{
    // int at = list->count - 1; /* expect: cet-commented-code */
    // while (at > 0 && !list->items[at]) {
    //     at--;
    // }
    // return list->items[at];
    return list->items[list->count - 1];
}
