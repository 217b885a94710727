/* fault: counts_new, null-dereference
 * The second allocation is not looked at. */
#include <stdlib.h>

struct counts {
    unsigned int *slots;
    size_t slot_count;
};

/* Counters for 1 to 1000 things, all zero; NULL when the number is another or there is no memory. */
struct counts *counts_new(size_t slot_count)
{
    if (slot_count == 0 || slot_count > 1000)
        return NULL;
    struct counts *counts = malloc(sizeof *counts);
    if (counts == NULL)
        return NULL;
    counts->slot_count = slot_count;
    counts->slots = malloc(slot_count * sizeof *counts->slots);
#ifdef REPAIRED
    if (counts->slots == NULL) {
        free(counts);
        return NULL;
    }
#endif
    for (size_t i = 0; i < slot_count; i++)
        counts->slots[i] = 0;
    return counts;
}

void counts_free(struct counts *counts)
{
    if (counts == NULL)
        return;
    free(counts->slots);
    free(counts);
}
