#include "queue.h"

#include <stdlib.h>

struct queue {
    size_t length;
    int items[8];
};

struct queue *queue_new(size_t room)
{
    struct queue *queue = calloc(1, sizeof *queue);
    if (!queue)
        return NULL;
    queue->length = room < 8 ? room : 8;
    for (size_t i = 0; i < queue->length; i++)
        queue->items[i] = 1;
    return queue;
}

void queue_free(struct queue *queue)
{
    free(queue);
}

size_t queue_length(const struct queue *queue)
{
    return queue->length;
}

int queue_at(const struct queue *queue, size_t index)
{
    return index < queue->length ? queue->items[index] : -1;
}

int queue_total(size_t room)
{
    struct queue *queue = queue_new(room);
    const int sum = queue ? queue_sum(queue) : -1;
    queue_free(queue);
    return sum;
}
