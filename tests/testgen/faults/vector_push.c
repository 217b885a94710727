/* fault: vector_push, out-of-bounds
 * The array grows one push too late. */
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

struct vector {
    int *items;
    size_t count;
    size_t capacity;
};

void vector_init(struct vector *vector)
{
    vector->items = NULL;
    vector->count = 0;
    vector->capacity = 0;
}

void vector_release(struct vector *vector)
{
    free(vector->items);
    vector_init(vector);
}

/* False when there is no memory; the vector is then as it was. */
bool vector_push(struct vector *vector, int item)
{
#ifdef REPAIRED
    if (vector->count >= vector->capacity) {
#else
    if (vector->items == NULL || vector->count > vector->capacity) {
#endif
        size_t capacity = vector->capacity ? vector->capacity * 2 : 2;
        int *items = realloc(vector->items, capacity * sizeof *items);
        if (items == NULL)
            return false;
        vector->items = items;
        vector->capacity = capacity;
    }
    vector->items[vector->count++] = item;
    return true;
}

/* The item at `index`, `otherwise` when there is none. */
int vector_get(const struct vector *vector, size_t index, int otherwise)
{
    return index < vector->count ? vector->items[index] : otherwise;
}
