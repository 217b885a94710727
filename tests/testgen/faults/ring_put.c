/* fault: ring_put, out-of-bounds
 * The place to write at wraps one too late. */
#include <stdbool.h>
#include <stdlib.h>

#define RING_SIZE 4

struct ring {
    unsigned char *bytes;
    unsigned int head, tail, used;
};

/* An empty ring for four bytes, NULL when there is no memory. */
struct ring *ring_new(void)
{
    struct ring *ring = calloc(1, sizeof *ring);
    if (ring == NULL)
        return NULL;
    ring->bytes = calloc(RING_SIZE, 1);
    if (ring->bytes == NULL) {
        free(ring);
        return NULL;
    }
    return ring;
}

void ring_free(struct ring *ring)
{
    if (ring == NULL)
        return;
    free(ring->bytes);
    free(ring);
}

/* False when it is full. */
bool ring_put(struct ring *ring, unsigned char byte)
{
    if (ring->used == RING_SIZE)
        return false;
    ring->bytes[ring->head] = byte;
    ring->used++;
#ifdef REPAIRED
    if (++ring->head >= RING_SIZE)
#else
    if (++ring->head > RING_SIZE)
#endif
        ring->head = 0;
    return true;
}

/* The oldest byte, -1 when it is empty. */
int ring_get(struct ring *ring)
{
    if (ring->used == 0)
        return -1;
    ring->used--;
    int byte = ring->bytes[ring->tail];
    if (++ring->tail >= RING_SIZE)
        ring->tail = 0;
    return byte;
}
